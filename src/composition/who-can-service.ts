import {
  type Action,
  type KnownPrincipals,
  type PolicyEngine,
  type PolicyInForce,
  type PolicySnapshot,
  type Principal,
  type Resource,
  type Rights,
  type RightsReads,
  singletonResource,
} from '../access/index.ts'
import { type AccessLog, actorOf } from '../audit/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import {
  type MirroredKind,
  type MirroredObject,
  mirroredKinds,
  type PageKey,
  type PageRequest,
} from '../catalog/types.ts'
import type { Visibility } from '../catalog/visibility.ts'
import type {
  AccessCaller,
  AccessService,
  WhoCanEntryView,
  WhoCanPage,
  WhoCanQuestion,
} from '../graphql/access-service.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { type CallerViews, namedObjects, type ObjectClasses } from './caller-views.ts'
import { contextFor, noSuchAction } from './viewer-can.ts'

/** What `whoCan` is answered from. */
export interface WhoCanParts {
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
  readonly rights: Pick<Rights, 'permits'>
  readonly clock: Clock
  readonly people: KnownPrincipals
  readonly reads: RightsReads
  readonly catalog: Pick<CatalogStore, 'visibleTo'>
  readonly callers: CallerViews
  readonly access: Pick<AccessLog, 'denied'>
}

interface Asked {
  readonly question: WhoCanQuestion
  readonly action: Action
  readonly snapshot: PolicySnapshot
  readonly principals: readonly Principal[]
}

/** Who could do something and by which rule, and what somebody could do it to. */
export function createWhoCan(parts: WhoCanParts): AccessService['whoCan'] {
  return async (caller, question, page) => {
    const { principal: about, at } = question
    if (about !== caller.principal.id && !(await parts.rights.permits(caller.principal, 'access:explain'))) {
      parts.access.denied(actorOf(caller.principal, caller.origin), 'access:explain', { type: 'Organization', id: '*' })
      return refuse(problem('FORBIDDEN', 'Asking who can needs the action access:explain, but for oneself.'))
    }
    const now = parts.clock.now()
    if (at !== null && at > now) return refuse(notYet)
    const snapshot = at === null ? await parts.inForce.current() : await parts.inForce.at(at)
    const { principals } = await parts.people(parts.reads, at ?? now)
    const asked = {
      question,
      snapshot,
      principals: about === null ? principals : principals.filter(({ id }) => id === about),
    }
    const subject = question.subject ?? (about === null ? wholeOf(question.action) : null)
    const types = subject === null ? [...mirroredKinds] : [subject.resource.entity.type]
    const action = types.flatMap((type) => parts.engine.actionsFor(type)).find((each) => each === question.action)
    if (action === undefined) return refuse(noSuchAction(question.action, types[0] ?? ''))
    if (subject !== null) return succeed(whoOf(parts, { ...asked, action }, subject, page))
    return reach(parts, caller, { ...asked, action }, page)
  }
}

const notYet = problem('BAD_USER_INPUT', 'Nobody knows who will be able to; `at` is a moment that has passed.', {
  field: ['at'],
})

/** What an action without an object is about. */
function wholeOf(action: string): NonNullable<WhoCanQuestion['subject']> {
  if (action.startsWith('audit:')) return { resource: singletonResource('AuditLog'), object: null }
  return { resource: singletonResource(action.startsWith('policy:') ? 'PolicySet' : 'Organization'), object: null }
}

/** Everybody who may, by id, once each. */
function whoOf(
  parts: WhoCanParts,
  asked: Asked,
  subject: NonNullable<WhoCanQuestion['subject']>,
  { first, after }: PageRequest,
): WhoCanPage {
  const later = asked.principals.filter(({ id }) => after === null || id > after.uid)
  const items: WhoCanPage['items'][number][] = []
  for (const [id, ways] of Map.groupBy(later, (principal) => principal.id)) {
    const entry = ways
      .map((principal) => entryOf(parts, asked, { ...subject, principal }))
      .find((each) => each !== null)
    // Principals are listed by their ids.
    if (entry !== undefined && entry !== null)
      items.push({ item: entry, cursor: { key: '', uid: id as PageKey['uid'] } })
    if (items.length > first) break
  }
  return { items: items.slice(0, first), hasNextPage: items.length > first }
}

function entryOf(
  { engine }: WhoCanParts,
  { snapshot, action, question }: Asked,
  about: { readonly principal: Principal; readonly resource: Resource; readonly object: MirroredObject | null },
): WhoCanEntryView | null {
  const { principal, resource, object } = about
  const context = contextFor(action, question.context)
  const { allowed, policyIds } = engine.decide(snapshot, { principal, action, resource, context })
  return allowed ? { principal, type: resource.entity.type, id: resource.entity.id, object, policyIds } : null
}

/** What somebody may do it to, among what the caller sees: kind after kind, each by name. */
async function reach(
  parts: WhoCanParts,
  { principal: caller }: AccessCaller,
  asked: Asked,
  { first, after }: PageRequest,
): Promise<Outcome<WhoCanPage>> {
  const kinds = mirroredKinds.filter((kind) => parts.engine.actionsFor(kind).includes(asked.action))
  const place = placeOf(after)
  const view = await parts.callers.of(caller)
  const mirror = parts.catalog.visibleTo(bothSee(parts, asked, view.visibility, view.classOf))
  const items: WhoCanPage['items'][number][] = []
  for (const [index, kind] of kinds.entries()) {
    if (index < place.kind || items.length > first) continue
    const page = await mirror.page(
      { kind, order: 'NAME' },
      { first: first + 1 - items.length, after: index === place.kind ? place.after : null },
    )
    for (const { item, cursor } of page.items) {
      const seen = await mirror.seen(item)
      if (seen === null) continue
      const resource = view.classOf(seen.accessClass).of(seen.uid, seen.parentUid)
      const entry = asked.principals
        .map((principal) => entryOf(parts, asked, { principal, resource, object: item }))
        .find((each) => each !== null)
      if (entry != null)
        items.push({ item: entry, cursor: { key: JSON.stringify([index, cursor.key]), uid: cursor.uid } })
    }
  }
  return succeed({ items: items.slice(0, first), hasNextPage: items.length > first })
}

/** The mirror as far as the caller sees it and the other one may do it. */
function bothSee(
  { engine }: WhoCanParts,
  { snapshot, action, question, principals }: Asked,
  own: Visibility,
  classOf: ObjectClasses,
): Visibility {
  const context = contextFor(action, question.context)
  const may = (resource: Resource) =>
    principals.some((principal) => engine.decide(snapshot, { principal, action, resource, context }).allowed)
  const fits = (kind: MirroredKind) => engine.actionsFor(kind).includes(action)
  return {
    named: new Set([...own.named, ...principals.flatMap((principal) => [...namedObjects(snapshot, principal)])]),
    seenClasses: (classes) =>
      own.seenClasses(classes.filter(({ kind }) => fits(kind))).filter((each) => may(classOf(each).of(nobody, nobody))),
    maySeeAny: (kind, source) => fits(kind) && own.maySeeAny(kind, source),
    seesNamed: (object) =>
      fits(object.accessClass.kind) &&
      own.seesNamed(object) &&
      may(classOf(object.accessClass).of(object.uid, object.parentUid)),
    // What is answered with it tells of rights, and no field of an object.
    sensitive: () => ({ isShown: false, holdsPersonalData: true }),
    onHidden: () => undefined,
  }
}

/** Stands for every object of a class that no rule names. */
const nobody = '' as PageKey['uid']

/** Cursors of this list were written by it. */
function placeOf(after: PageKey | null): { readonly kind: number; readonly after: PageKey | null } {
  if (after === null) return { kind: 0, after: null }
  const [kind, key] = JSON.parse(String(after.key)) as [number, PageKey['key']]
  return { kind, after: { key, uid: after.uid } }
}
