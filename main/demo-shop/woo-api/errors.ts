/** An error as WordPress' REST API words it: a stable code, a text and the HTTP status inside `data`. */
export interface RestError {
  readonly code: string
  readonly message: string
  readonly data: Readonly<Record<string, unknown>> & { readonly status: number }
}

/** One parameter that did not pass, as `rest_validate_request_arg` reports it. */
export interface ParameterFault {
  readonly code: string
  readonly message: string
  readonly data: unknown
}

/** An error as WordPress answers it. */
export function restError(code: string, message: string, status: number): RestError {
  return { code, message, data: { status } }
}

/** 404: there is no such address in the API. */
export function noRoute(): RestError {
  return restError('rest_no_route', 'No route was found matching the URL and request method.', 404)
}

/** 404: there is no such order. */
export function invalidId(): RestError {
  return restError('woocommerce_rest_shop_order_invalid_id', 'Invalid ID.', 404)
}

/** 401 for a stranger, 403 for a user without the right; `list` and `one` differ in the text only. */
export function cannotView(what: 'list' | 'one', status: 401 | 403): RestError {
  const message =
    what === 'list' ? 'Sorry, you cannot list resources.' : 'Sorry, you cannot view this resource.'
  return restError('woocommerce_rest_cannot_view', message, status)
}

/** 400 naming every parameter that did not pass. */
export function invalidParameters(faults: ReadonlyMap<string, ParameterFault>): RestError {
  return {
    code: 'rest_invalid_param',
    message: `Invalid parameter(s): ${[...faults.keys()].join(', ')}`,
    data: {
      status: 400,
      params: Object.fromEntries([...faults].map(([name, fault]) => [name, fault.message])),
      details: Object.fromEntries(faults),
    },
  }
}
