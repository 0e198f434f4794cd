import type { RouteAnswer } from './order-routes.ts'
import { homeOf, type Shop } from './shop.ts'
import { offsetAt } from './shop-time.ts'

/** The namespaces of a WordPress with WooCommerce 9.4 (`plain_permalinks_root_link_header.json`). */
const namespaces = [
  'oembed/1.0',
  'wc/v3',
  'jetpack/v4',
  'wc-admin',
  'wc-analytics',
  'wc/store',
  'wc/store/v1',
  'wc/private',
  'wc/v1',
  'wc/v2',
  'wc-telemetry',
  'wccom-site/v3',
  'wp/v2',
  'wp-site-health/v1',
  'wp-block-editor/v1',
]

/** `GET /wp-json/`: open to everybody; WooCommerce's keys are not even looked at here. */
export function siteIndex(shop: Shop, now: Date): RouteAnswer {
  const home = homeOf(shop)
  return {
    body: {
      name: shop.name,
      description: '',
      url: home,
      home,
      gmt_offset: offsetAt(now.getTime(), shop.timeZone) / 3_600_000,
      timezone_string: shop.timeZone,
      namespaces,
      authentication: [],
      routes: [],
      site_logo: 0,
      site_icon: 0,
      site_icon_url: '',
    },
    headers: {},
  }
}

/** `GET wc/v3/system_status`: the parts that tell versions, time zone, currency and order storage. */
export function systemStatus(shop: Shop): RouteAnswer {
  return {
    body: {
      environment: {
        home_url: homeOf(shop),
        site_url: homeOf(shop),
        version: '9.4.2',
        wp_version: '6.5.5',
        wp_multisite: false,
        wp_debug_mode: false,
        language: 'it_IT',
        php_version: '8.2.36',
        default_timezone: 'UTC',
      },
      settings: {
        api_enabled: false,
        force_ssl: false,
        currency: shop.currency,
        currency_symbol: '€',
        currency_position: 'right_space',
        thousand_separator: '.',
        decimal_separator: ',',
        number_of_decimals: 2,
        HPOS_enabled: shop.storage === 'hpos',
      },
    },
    headers: {},
  }
}
