import type { CallContext } from '../../connector/contract.ts'
import type { WebhookOutcome, WebhookRecord, WebhookRefusal, Webhooks } from '../../connector/webhooks.ts'
import type { HookRegistration, HookStanding, HookStore } from './ports.ts'

/** A source whose tool sends events to the gateway, or is to. */
export interface HookedSource {
  readonly id: string
  readonly workspaces: readonly string[]
  readonly webhooks: Webhooks
  /** Address that events are sent to. */
  readonly url: string
  readonly secret: string
  /** Changes with the secret, and tells nothing of it. */
  readonly secretMark: string
}

/** What registering needs. */
export interface RegistrationPorts {
  readonly store: Pick<HookStore, 'registrations' | 'saveRegistration' | 'forgetRegistration'>
  readonly now: () => number
  /** Records a change before it is made at the tool; what cannot be recorded is not done. */
  record(change: 'registered' | 'removed', hook: { readonly source: string; readonly workspace: string }): Promise<void>
}

/** Tells how the webhooks of a source stand, in each of its workspaces. Changes nothing. Throws the tool's `Fault`. */
export function lookAtHooks(
  ports: { readonly store: Pick<HookStore, 'registrations'> },
  source: HookedSource,
  call: CallContext,
): Promise<readonly HookStanding[]> {
  return inEachWorkspace(ports, { source, call }, async (place) => {
    const [own] = place.own
    if (own === undefined) return standing(place, 'MISSING')
    return standing(place, isAsWished(place, own) ? 'REGISTERED' : 'STALE')
  })
}

/**
 * Registers the gateway's webhook in each workspace, or mends it: its address is what it is known by, so that doing this
 * again, or in several replicas, leaves one. A secret that is another one since is told to the tool. Throws the tool's
 * `Fault`.
 */
export function registerHooks(
  ports: RegistrationPorts,
  source: HookedSource,
  call: CallContext,
): Promise<readonly HookStanding[]> {
  return inEachWorkspace(ports, { source, call }, async (place) => {
    const [own = null, ...others] = place.own
    if (own !== null && others.length === 0 && isAsWished(place, own)) return standing(place, 'REGISTERED')
    const { workspace } = place
    await ports.record('registered', { source: source.id, workspace })
    const { webhooks, url, secret, secretMark } = source
    const saved = await webhooks.save({ workspace, id: own?.id ?? null, name: nameOf(source.id), url, secret }, call)
    if (!saved.ok) return refused(place, saved.refusal)
    // Two replicas may have made one each at the same moment.
    for (const other of others) await webhooks.remove(other, call)
    const registration = { source: source.id, workspace, hookId: saved.value.id, url, secretMark, savedAt: ports.now() }
    await ports.store.saveRegistration(registration)
    return { ...standing(place, 'REGISTERED'), changed: true }
  })
}

/** Takes the gateway's webhooks away from a source's tool, and no others. Throws the tool's `Fault`. */
export function removeHooks(
  ports: RegistrationPorts,
  source: HookedSource,
  call: CallContext,
): Promise<readonly HookStanding[]> {
  return inEachWorkspace(ports, { source, call }, async (place) => {
    const { own, workspace } = place
    if (own.length > 0) await ports.record('removed', { source: source.id, workspace })
    for (const hook of own) {
      const gone = await source.webhooks.remove(hook, call)
      if (!gone.ok) return refused(place, gone.refusal)
    }
    await ports.store.forgetRegistration({ source: source.id, workspace })
    return { ...standing(place, 'MISSING'), changed: own.length > 0 }
  })
}

/** One workspace, with those webhooks in it that are the gateway's, the oldest first. */
interface Place {
  readonly source: HookedSource
  readonly workspace: string
  readonly own: readonly WebhookRecord[]
  readonly known: HookRegistration | null
}

async function inEachWorkspace(
  { store }: { readonly store: Pick<HookStore, 'registrations'> },
  { source, call }: { readonly source: HookedSource; readonly call: CallContext },
  work: (place: Place) => Promise<HookStanding>,
): Promise<readonly HookStanding[]> {
  const registrations = await store.registrations(source.id)
  const standings: HookStanding[] = []
  for (const workspace of source.workspaces) {
    const known = registrations.find((each) => each.workspace === workspace) ?? null
    const found: WebhookOutcome<readonly WebhookRecord[]> = await source.webhooks.list(workspace, call)
    const place = { source, workspace, known, own: found.ok ? ownAmong(found.value, source, known) : [] }
    standings.push(found.ok ? await work(place) : refused(place, found.refusal))
  }
  return standings
}

/** Also the one that was registered under a former address of the gateway. */
function ownAmong(
  hooks: readonly WebhookRecord[],
  { url }: HookedSource,
  known: HookRegistration | null,
): readonly WebhookRecord[] {
  const own = hooks.filter((hook) => hook.url === url || (hook.id === known?.hookId && hook.url === known.url))
  return own.toSorted((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.id < b.id ? -1 : 1))
}

function isAsWished({ source, known }: Place, hook: WebhookRecord): boolean {
  const hasOurSecret = known?.hookId === hook.id && known.secretMark === source.secretMark
  return hook.url === source.url && hook.isWhole && hasOurSecret
}

function standing({ source, workspace }: Place, state: HookStanding['state']): HookStanding {
  return { source: source.id, workspace, url: source.url, state, refusal: null, remedy: null, changed: false }
}

function refused(place: Place, refusal: WebhookRefusal): HookStanding {
  return { ...standing(place, 'REFUSED'), refusal, remedy: place.source.webhooks.explain(refusal) }
}

/** MLflow takes 63 letters, digits and dashes, the last of them no dash. */
function nameOf(source: string): string {
  return `modelwarden-${source}`.slice(0, 63).replace(/-+$/, '')
}
