/**
 * Whether something lies over the window that Escape closes first: a dialog, a menu, a list of choices. To be asked while
 * the key is still on its way down (`capture`): whatever it closes has gone by the time it comes up again.
 */
export function isLayerOpen(): boolean {
  // A list that was never opened may be there already, hidden.
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')
  return [...layers].some((layer) => layer.checkVisibility())
}
