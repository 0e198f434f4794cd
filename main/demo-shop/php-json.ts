/** JSON as PHP's `json_encode` writes it, and so WordPress, PrestaShop and Magento: ASCII alone, slashes escaped. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value).replace(/[/\u007f-\uffff]/g, (character) =>
    character === '/' ? '\\/' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
