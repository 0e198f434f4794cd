import { isEnumType, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { queries } from '../../../main/connectors/shopify/queries.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { schemaThere, shopifySchema, skipNote } from '../../shopify-server/index.ts'

describe.skipIf(!schemaThere)(`every query of ours, against Shopify's schema${skipNote}`, () => {
  test.each(Object.entries(queries))('%s is valid, and uses nothing deprecated', (_, query) => {
    const errors = validate(shopifySchema(), parse(query), [...specifiedRules, NoDeprecatedCustomRule])
    expect(errors.map((error) => error.message)).toEqual([])
  })

  test('every fulfilment status it knows has a name in both languages', () => {
    const type = shopifySchema().getType('OrderDisplayFulfillmentStatus')
    const values = isEnumType(type) ? type.getValues().map(({ name }) => name.toLowerCase()) : []
    expect(values).toContain('fulfilled')
    for (const texts of [textsFor('it'), textsFor('en')]) {
      expect(values.filter((value) => texts.fulfilmentName(value) === value)).toEqual([])
    }
  })

  test('none of them changes anything', () => {
    for (const query of Object.values(queries)) {
      for (const definition of parse(query).definitions) {
        if (definition.kind === 'OperationDefinition') expect(definition.operation).toBe('query')
      }
    }
  })
})
