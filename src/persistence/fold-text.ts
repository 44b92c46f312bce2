/** Longer names are told apart by their uid; an index takes no more. */
const foldedNameMax = 300

/**
 * Text as it is compared when case does not matter. Upper case first, because some letters (ß, ς) meet their other
 * forms only there; both engines then compare plain bytes and agree.
 */
export function foldText(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

/** A name as lists are ordered by it. */
export function foldName(name: string): string {
  return cutText(foldText(name), foldedNameMax)
}

/** The first `lengthMax` units, never half a character. */
export function cutText(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(lengthMax - 1))
  return text.slice(0, isSplit ? lengthMax - 1 : lengthMax)
}

/** A `like` pattern that finds this text anywhere; goes with `escape '\'`. */
export function containsPattern(text: string): string {
  return `%${escapeLike(text)}%`
}

/** Text that stands for itself within a `like` pattern. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}
