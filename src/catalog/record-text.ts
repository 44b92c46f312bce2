/** Marks a number that JSON cannot carry; metrics may be NaN or infinite. */
const numberMark = '\u0000number:'

/** Serialises a record for the object cache; unlike plain JSON it keeps NaN and the infinities. */
export function recordToText(record: unknown): string {
  return JSON.stringify(record, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `${numberMark}${value}` : value,
  )
}

/** Reads what {@link recordToText} wrote; undefined when it is something else. */
export function recordFromText(text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' && value.startsWith(numberMark) ? Number(value.slice(numberMark.length)) : value,
    )
  } catch {
    // A damaged entry is a miss, as the port promises.
    return undefined
  }
}
