import { platformFor } from '../connectors/registry.ts'
import type { ShopRecord } from '../store/shops.ts'

/** The states a shop would download with one more, or one less, named as orders have it; by the shop's identifiers. */
export function wantedStates(
  { platform, settings, knownStates }: Pick<ShopRecord, 'platform' | 'settings' | 'knownStates'>,
  state: string,
  wanted: boolean,
): readonly string[] {
  const id = knownStates.find((known) => known.id === state || known.name === state)?.id ?? state
  const usual = platformFor(platform)?.defaultStates ?? []
  const fromShop = knownStates.filter((known) => known.usual === true).map((known) => known.id)
  const others = (settings.states ?? (usual.length > 0 ? usual : fromShop)).filter((other) => other !== id)
  return wanted ? [...others, id] : others
}
