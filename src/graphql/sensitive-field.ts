import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import type { MirroredObject } from '../catalog/types.ts'
import type { SensitiveAccess } from '../catalog/visibility.ts'
import { endsWithLoader } from './bounded.ts'
import type { GraphContext } from './context.ts'
import { isImmediate } from './immediate.ts'
import { type LoaderOf, loadersOfField, waitsFor } from './live-field.ts'
import { noteMasked } from './note-masked.ts'
import type { SourceRef } from './views.ts'

type AnyResolver = GraphQLFieldResolver<unknown, GraphContext>

/** What a sensitive field is a fact of; several when of all of them, null when that is not known. */
export type Subject = MirroredObject | SourceRef | readonly MirroredObject[] | null

/** What is left of a value for somebody who may not read sensitive fields, and what in it is held back. */
export interface Left {
  readonly shown: unknown
  /** Paths below the field; the empty one is the field itself. */
  readonly masked: readonly (readonly string[])[]
}

/** How one field is held back from whoever may not read sensitive fields of its object. */
export interface SensitiveField<Root = unknown> {
  /** Undefined where nothing in this place is sensitive. */
  subject(root: Root, context: GraphContext): Subject | undefined | Promise<Subject>
  /** Without it the field is null always, and its resolver is not called, nor any tool. */
  left?(value: unknown, access: SensitiveAccess, root: Root): Left
}

/** The subject of an object's own fields. */
export const itself: SensitiveField<MirroredObject>['subject'] = (object) => object

/** Nothing is left. */
export const nothingLeft: Left = { shown: null, masked: [[]] }

const loaderOfAccess: LoaderOf = ({ sensitive }) => sensitive

/**
 * A resolver that holds back what its caller may not read: it answers null and notes the place, without an error. Who
 * may read everything waits for nothing more, once the rights to a page of objects have been read ahead.
 */
export function masking(rule: SensitiveField, resolve: AnyResolver): AnyResolver {
  const masked: AnyResolver = (root, args, context, info) => {
    const answer = (access: SensitiveAccess, subject: Subject | undefined) => {
      if (access.isShown) {
        noteShown(context, access, subject)
        return resolve(root, args, context, info)
      }
      if (rule.left === undefined) return show(nothingLeft, context, info)
      const { left } = rule
      const value: unknown = resolve(root, args, context, info)
      if (value instanceof Promise)
        return value.then((whole: unknown) => show(left(whole, access, root), context, info))
      return show(left(value, access, root), context, info)
    }
    const answerOn = (subject: Subject | undefined) => {
      const access = accessTo(subject, context)
      return access instanceof Promise ? access.then((known) => answer(known, subject)) : answer(access, subject)
    }
    const subject = rule.subject(root, context)
    return subject instanceof Promise ? subject.then(answerOn) : answerOn(subject)
  }
  return marked(rule, resolve, masked)
}

/** What the executor knows of a resolver holds of the masked one, which waits for one loader more. */
function marked({ subject }: SensitiveField, resolve: AnyResolver, masked: AnyResolver): AnyResolver {
  const loaders = loadersOfField(resolve) ?? (isImmediate(resolve) ? [] : undefined)
  if (loaders === undefined) return masked
  return subject === itself ? waitsFor(masked, [...loaders, loaderOfAccess]) : endsWithLoader(masked)
}

function show({ shown, masked }: Left, context: GraphContext, info: GraphQLResolveInfo): unknown {
  for (const below of masked) noteMasked(context, info, below)
  return shown
}

/** What is shown of personal data, and what for, can be proven later. */
function noteShown(context: GraphContext, access: SensitiveAccess, subject: Subject | undefined): void {
  const { purpose } = context.principal
  if (purpose === undefined || !access.holdsPersonalData || subject == null) return
  for (const each of isMany(subject) ? subject : [subject])
    if (each.kind !== 'Source') context.audit.readFor(context, purpose, each)
}

const everything: SensitiveAccess = { isShown: true, holdsPersonalData: false }
const nothing: SensitiveAccess = { isShown: false, holdsPersonalData: true }

function accessTo(subject: Subject | undefined, context: GraphContext): SensitiveAccess | Promise<SensitiveAccess> {
  const { sensitive, sensitiveOfSource } = context.loaders
  if (subject === undefined) return everything
  if (subject === null) return nothing
  if (isMany(subject)) return sensitive.loadMany(subject).then(accessToAll)
  if (subject.kind === 'Source') return sensitiveOfSource.load(subject.sourceId)
  const known = sensitive.peek(subject)
  if (known instanceof Error) throw known
  if (known === undefined) return sensitive.load(subject).then((access) => access ?? nothing)
  return known ?? nothing
}

function isMany(subject: Exclude<Subject, null>): subject is readonly MirroredObject[] {
  return Array.isArray(subject)
}

function accessToAll(items: readonly (SensitiveAccess | Error | null)[]): SensitiveAccess {
  const accesses = items.map((item) => {
    if (item instanceof Error) throw item
    return item ?? nothing
  })
  return {
    isShown: accesses.every(({ isShown }) => isShown),
    holdsPersonalData: accesses.some(({ holdsPersonalData }) => holdsPersonalData),
  }
}
