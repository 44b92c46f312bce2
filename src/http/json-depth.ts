const quote = 0x22
const backslash = 0x5c
const openers: ReadonlySet<number> = new Set([0x5b, 0x7b])
const closers: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** Whether JSON text nests deeper than this. Looks at bytes alone, so that nothing deep is ever built. */
export function nestsDeeper(text: Buffer, depthMax: number): boolean {
  let depth = 0
  let isInText = false
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0
    if (isInText) {
      if (byte === backslash) at += 1
      else if (byte === quote) isInText = false
    } else if (byte === quote) isInText = true
    else if (openers.has(byte)) {
      depth += 1
      if (depth > depthMax) return true
    } else if (closers.has(byte)) depth -= 1
  }
  return false
}
