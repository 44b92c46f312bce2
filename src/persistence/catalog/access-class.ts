import { createHash } from 'node:crypto'
import type { AccessClass, MirroredKind } from '../../catalog/types.ts'
import type { CatalogRecord } from '../../connector/records.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { storableText } from '../storable-text.ts'
import type { AccessClassTable } from '../tables.ts'
import type { Draft } from './draft.ts'

/** Tags that access rules look at; null while the tool has not been read for them. */
export type PolicyTags = AccessClass['tags']

/** The class of objects with these facts. */
export function accessClass(facts: Omit<AccessClass, 'id'>): AccessClass {
  const id = createHash('sha256')
    .update(canonicalJson({ ...facts }))
    .digest('base64url')
    .slice(0, 22)
  return { id, ...facts }
}

/**
 * The tags of an object that only its children have named so far. Nothing may be taken for granted about it, except of
 * a dataset: runs name data that no catalogue describes, and nothing more will ever be known.
 */
export function unreadTags(kind: MirroredKind): PolicyTags {
  return kind === 'Dataset' ? {} : null
}

/** What a tool's record says of the tags that access rules look at. */
export function policyTagsOf(draft: Pick<Draft, 'attributes'>, keys: ReadonlySet<string>): PolicyTags {
  const tags = draft.attributes.filter(({ space, key }) => space === 'TAG' && keys.has(key))
  return Object.fromEntries(tags.map(({ key, text }) => [storableText(key), storableText(text)]))
}

/** Whether a record has other tags than its object's class, among those that access rules look at. */
export function hasOtherTags(
  known: AccessClass | undefined,
  record: CatalogRecord,
  keys: ReadonlySet<string>,
): boolean {
  if (known === undefined || !('tags' in record)) return false
  const attributes = Object.entries(record.tags).map(([key, text]) => ({
    space: 'TAG' as const,
    key,
    text,
    number: null,
  }))
  return canonicalJson(policyTagsOf({ attributes }, keys)) !== canonicalJson(known.tags)
}

/** A class as its row holds it. */
export function rowOfClass({ tags, parentTags, ...facts }: AccessClass): AccessClassTable {
  return { ...facts, tags_json: jsonOf(tags), parent_tags_json: jsonOf(parentTags) }
}

/** The class of a row. */
export function classOfRow({ tags_json: tags, parent_tags_json: parentTags, ...row }: AccessClassTable): AccessClass {
  // Written by `rowOfClass` from the same types.
  return { ...row, kind: row.kind as MirroredKind, tags: tagsOf(tags), parentTags: tagsOf(parentTags) }
}

function jsonOf(tags: PolicyTags): string | null {
  return tags === null ? null : canonicalJson(tags)
}

function tagsOf(json: string | null): PolicyTags {
  return json === null ? null : (JSON.parse(json) as PolicyTags)
}
