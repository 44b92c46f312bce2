import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql'

import { timeText } from './time-text.ts'

const rfc3339 = /^(?<day>\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i

/** Milliseconds since the epoch inside, RFC 3339 text in UTC outside. */
export const dateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: (value) => timeText(Number(value)),
  parseValue: parseTime,
  parseLiteral: (node) => parseTime(node.kind === Kind.STRING ? node.value : undefined),
})

function parseTime(value: unknown): number {
  const day = typeof value === 'string' ? rfc3339.exec(value)?.groups?.['day'] : undefined
  const time = day !== undefined && isDay(day) ? Date.parse(String(value)) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new GraphQLError('A DateTime is RFC 3339 text, such as `2026-03-03T12:00:00.000Z`.')
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isDay(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text)
}

/** Whatever JSON can carry; a number that it cannot is null, as `JSON.stringify` makes it. */
export const json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})

/** A whole number that may need more than 32 bits. */
export const long = new GraphQLScalarType<number, number>({
  name: 'Long',
  serialize: (value) => checkWhole(Number(value)),
  parseValue: (value) => checkWhole(typeof value === 'number' ? value : Number.NaN),
  parseLiteral: (node) => checkWhole(node.kind === Kind.INT ? Number(node.value) : Number.NaN),
})

function checkWhole(value: number): number {
  if (Number.isInteger(value)) return value
  throw new GraphQLError('A Long is a whole number.')
}
