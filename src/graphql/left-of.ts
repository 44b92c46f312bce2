import type { ComparedValue } from '../catalog/api.ts'
import type { SensitiveAccess } from '../catalog/visibility.ts'
import { hasEmailAddress } from '../kernel/email-address.ts'
import type { LineageNode } from '../lineage/types.ts'
import { type Left, nothingLeft } from './sensitive-field.ts'

/** The rest of a value, for whoever may not read sensitive fields. */
type LeftOf<Root = unknown, Value = unknown> = (value: Value, access: SensitiveAccess, root: Root) => Left

/** A name stays, an e-mail address does not. */
export const exceptAddress: LeftOf = (value) => (isAddress(value) ? nothingLeft : { shown: value, masked: [] })

/** Names of columns stay where data is said to hold nothing personal. */
export const exceptPersonalColumns: LeftOf = (value, { holdsPersonalData }) =>
  holdsPersonalData ? nothingLeft : { shown: value, masked: [] }

interface ShownTag {
  readonly key: string
  readonly value: string
}

/** Tags without those that hold somebody's e-mail address. */
export const exceptAddressTags: LeftOf<unknown, readonly ShownTag[] | null> = (tags) =>
  tags === null ? { shown: null, masked: [] } : without(tags, ({ value }) => isAddress(value))

/** Names without those that are somebody's e-mail address. */
export const exceptAddressTexts: LeftOf<unknown, readonly string[]> = (texts) => without(texts, isAddress)

interface ShownBlocker {
  readonly subject: string | null
}

/** What is in the way of a request, without whose e-mail address it is about. */
export const exceptAddressBlockers: LeftOf<unknown, readonly ShownBlocker[]> = (blockers) => {
  const isHeldBack = ({ subject }: ShownBlocker) => isAddress(subject)
  const shown = blockers.map((blocker) => (isHeldBack(blocker) ? { ...blocker, subject: null } : blocker))
  return { shown, masked: blockers.some(isHeldBack) ? [[]] : [] }
}

/** Rows of a comparison without those that hold somebody's e-mail address. */
export const exceptAddressRows: LeftOf<unknown, readonly ComparedValue[]> = (rows) =>
  without(rows, ({ values }) => values.some(isAddress))

/** The address of an endpoint is its name. */
export const exceptEndpointName: LeftOf<LineageNode> = (value, _access, { kind }) =>
  kind === 'ENDPOINT' ? nothingLeft : { shown: value, masked: [] }

/** Properties of a node, each held back as it is on the object itself. */
export const exceptSensitiveProperties: LeftOf<LineageNode> = (_value, { holdsPersonalData }, { properties }) => {
  const isHeldBack: Readonly<Record<string, (value: unknown) => boolean>> = {
    originUri: () => true,
    url: () => true,
    columns: () => holdsPersonalData,
    user: isAddress,
  }
  const held = Object.keys(properties).filter((key) => isHeldBack[key]?.(properties[key]) === true)
  const shown =
    held.length === 0 ? properties : { ...properties, ...Object.fromEntries(held.map((key) => [key, null])) }
  return { shown, masked: held.map((key) => [key]) }
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && hasEmailAddress(value)
}

function without<Item>(items: readonly Item[], isHeldBack: (item: Item) => boolean): Left {
  const shown = items.filter((item) => !isHeldBack(item))
  return { shown, masked: shown.length === items.length ? [] : [[]] }
}
