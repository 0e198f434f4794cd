import { describe, expect, test } from 'vitest'
import { type ReplayServer, startReplayServer } from '../../replay-server/index.ts'
import { readRecording, recordingNames, replay } from '../../replay-server/recordings.ts'
import { type Expectation, fails, isRead, lists, orders, recovers, refused } from './expectations.ts'
import { openShop } from './open-shop.ts'

const expectations: Readonly<Record<string, Expectation>> = {
  auth_basic_https_200: isRead(),
  auth_basic_plain_http_401: fails('credentials-rejected'),
  auth_customer_key_list_403: fails('permission-missing'),
  auth_customer_key_single_403: fails('permission-missing'),
  auth_none_401: fails('credentials-rejected'),
  auth_none_single_401: fails('credentials-rejected'),
  auth_oauth1_bad_method_401: fails('credentials-secret-wrong'),
  auth_oauth1_bad_signature_401: fails('credentials-secret-wrong'),
  auth_oauth1_header_plain_http: isRead(),
  auth_oauth1_missing_param_401: fails('credentials-rejected'),
  auth_oauth1_nonce_replay: fails('credentials-rejected'),
  auth_oauth1_old_timestamp_401: fails('clock-wrong'),
  auth_oauth1_plain_http_200: isRead(),
  auth_oauth1_sha1_plain_http_200: isRead(),
  auth_querystring_https_200: isRead(),
  auth_querystring_plain_http_401: fails('credentials-rejected'),
  auth_readonly_key_get_200: isRead(),
  auth_readonly_key_put_401: fails('permission-missing'),
  auth_unknown_key_401: fails('credentials-rejected'),
  auth_unknown_key_plain_http_oauth_401: fails('credentials-rejected'),
  auth_unknown_key_querystring_401: fails('credentials-rejected'),
  auth_writeonly_key_get_401: fails('permission-missing'),
  auth_wrong_secret_401: fails('credentials-secret-wrong'),
  bom_before_json_accept_json: recovers('byte-order-mark'),
  date_semantics_Z_plus_dates_are_gmt_WRONG: lists(0),
  date_semantics_Z_without_flag_ok: lists(1),
  date_semantics_equal_is_excluded: lists(0),
  date_semantics_gmt_naive_ok: lists(1),
  date_semantics_local_naive_ok: lists(1),
  date_semantics_unencoded_plus_400: fails('request-refused', { parameter: 'after' }),
  db_down_accept_any: fails('server-error', { status: 500 }),
  db_down_accept_json: fails('server-error', { status: 500 }),
  dst_after_Z: lists(2),
  dst_after_gmt: lists(2),
  dst_after_local: lists(2),
  dst_four_orders: lists(4),
  envelope_1: refused('list'),
  exclude: refused('_fields'),
  fields_nested: isRead(),
  html_404_no_wp_json: fails('api-not-found'),
  include_three: refused('orderby=id'),
  include_unknown: lists(0),
  incremental_nothing_new: lists(0),
  incremental_recommended_page1: orders(20),
  incremental_recommended_page2: orders(16),
  legacy_storage_dst_after_Z: lists(1),
  legacy_storage_dst_after_gmt: lists(2),
  legacy_storage_page_past_end: lists(0),
  link_header_with_querystring_auth: isRead(),
  list_default_no_params: orders(10),
  maintenance_503_accept_any: fails('maintenance', { retryAfterSeconds: 600 }),
  maintenance_503_accept_json: fails('maintenance', { retryAfterSeconds: 600 }),
  method_not_allowed_404: fails('api-disabled'),
  modified_tie_page4_orderby_modified: refused('orderby=id'),
  modified_tie_page5_orderby_modified: refused('orderby=id'),
  modified_tie_per_page1_page1: isRead(),
  modified_tie_per_page1_page2: isRead(),
  modified_tie_per_page1_page3: isRead(),
  modified_tie_per_page1_page4: isRead(),
  namespace_v4_404: fails('api-disabled'),
  no_rewrite_webserver_404: fails('api-not-found'),
  notes_of_order: lists(1),
  page_of_10: orders(10),
  page_of_100_first_fields_slim: isRead(),
  page_of_10_fields: refused('orderby=id'),
  page_past_end_empty: lists(0),
  param_after_2026minus13_45t00_00_00: fails('request-refused', { parameter: 'after' }),
  param_after_notadate: fails('request-refused', { parameter: 'after' }),
  param_context_bogus: fails('request-refused', { parameter: 'context' }),
  param_dates_are_gmt_maybe: fails('request-refused', { parameter: 'dates_are_gmt' }),
  param_dp_0: orders(1),
  param_fields_nope: refused('id'),
  param_include_abc: lists(0),
  param_modified_after_ieri: fails('request-refused', { parameter: 'modified_after' }),
  param_offset_abc: fails('request-refused', { parameter: 'offset' }),
  param_offset_minus5: orders(1),
  param_order_up: fails('request-refused', { parameter: 'order' }),
  param_orderby_date_modified: fails('request-refused', { parameter: 'orderby' }),
  param_orderby_modified_date: fails('request-refused', { parameter: 'orderby' }),
  param_page_0: fails('request-refused', { parameter: 'page' }),
  param_page_abc: fails('request-refused', { parameter: 'page' }),
  param_page_minus1: fails('request-refused', { parameter: 'page' }),
  param_per_page_0: fails('request-refused', { parameter: 'per_page' }),
  param_per_page_101: fails('request-refused', { parameter: 'per_page' }),
  param_per_page_abc: fails('request-refused', { parameter: 'per_page' }),
  param_per_page_minus1: fails('request-refused', { parameter: 'per_page' }),
  param_status_foo: fails('request-refused', { parameter: 'status' }),
  param_unknown_param_1: orders(1),
  php_fatal_error_accept_any: fails('server-error', { status: 500 }),
  php_fatal_error_accept_json: fails('server-error', { status: 500 }),
  php_fatal_error_debug_display_accept_any: fails('server-error', { status: 500 }),
  php_fatal_error_debug_display_accept_json: fails('server-error', { status: 500 }),
  php_warning_before_json_accept_any: recovers('php-notice'),
  php_warning_before_json_accept_json: isRead(),
  php_warning_before_json_output_buffered: recovers('php-notice'),
  php_warning_late_accept_json: isRead(),
  plain_permalinks_rest_route: fails('credentials-rejected'),
  plain_permalinks_rest_route_with_marker: isRead(),
  plain_permalinks_root_link_header: refused('list'),
  plain_permalinks_wp_json_301: fails('plain-permalinks'),
  plain_permalinks_wp_json_after_redirect_200_html: fails('plain-permalinks'),
  refunds_collection: refused('_fields'),
  refunds_of_order: refused('_fields'),
  rest_route_https_basic: fails('credentials-rejected'),
  route_unknown_404: fails('api-disabled'),
  same_second_orders: refused('orderby=id'),
  security_plugin_wp_die_403_accept_any: fails('blocked-by-security', { status: 403 }),
  security_plugin_wp_die_403_accept_json: fails('blocked-by-security', { status: 403 }),
  single_cancelled: orders(1),
  single_checkout_draft: orders(1),
  single_deleted_404: fails('http-status', { status: 404 }),
  single_deleted_product: orders(1),
  single_failed: orders(1),
  single_full_invoice_partial_refunds: orders(1),
  single_long_note_emoji: orders(1),
  single_no_lines: orders(1, { '427': ['no-lines'] }),
  single_not_numeric_404: fails('api-disabled'),
  single_pending: orders(1),
  single_refund_id_as_order: fails('http-status', { status: 404 }),
  single_refunded_fully: orders(1),
  single_trashed: orders(1),
  single_unknown_404: fails('http-status', { status: 404 }),
  single_usd_foreign_currency: orders(1),
  single_zero_id_404: fails('http-status', { status: 404 }),
  single_zero_total: orders(1),
  system_status_env_rw: refused('list'),
  woocommerce_deactivated_404: fails('api-disabled'),
  wp_json_root_noauth: refused('list'),
}

describe('every recorded answer of a real WooCommerce, replayed', () => {
  test('has an expectation, and no expectation is without its recording', () => {
    expect(Object.keys(expectations).sort()).toEqual([...recordingNames].sort())
  })

  test.each(recordingNames)('%s', async (name) => {
    const recording = readRecording(name)
    const { scheme, path } = recording.request
    // One order by id is asked for as a list of one.
    const single = /\/orders\/\d+$/.test(path) && recording.response.status === 200
    const server: ReplayServer = await startReplayServer(
      ({ query }) => {
        const answer = replay(recording, server.url)
        // The list goes on until nothing is behind its last row.
        const offset = Number(query.get('offset') ?? 0)
        if (offset > 0 && Array.isArray(recording.response.body))
          return { ...answer, body: JSON.stringify(recording.response.body.slice(offset)) }
        return single ? { ...answer, body: `[${String(answer.body)}]` } : answer
      },
      scheme === 'https' ? { certificate: 'good' } : {},
    )
    const facts = {
      root: `${server.url}/wp-json/`,
      permalinks: 'pretty',
      authentication: scheme === 'https' ? 'basic' : 'oauth',
    }
    const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
    try {
      await expectations[name]?.(shop, recording)
    } finally {
      await server.close()
    }
  })
})
