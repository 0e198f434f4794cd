/**
 * Counts the ways in which this program has read the shops' orders: to be raised whenever a mapping or what makes an
 * order wrong changes. Wrong orders that another version has judged are asked for once more (R7).
 */
export const readingVersion = 3
