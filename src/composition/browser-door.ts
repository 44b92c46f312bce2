import { createBrowserLogin, createSessions } from '../access/index.ts'
import { type LoadedConfig, serverSecret } from '../config/index.ts'
import { type BrowserDoor, createSessionCookies } from '../http/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { deriveKey } from '../kernel/derive-key.ts'
import type { Logger } from '../telemetry/index.ts'
import type { Identity } from './identity.ts'
import type { OpenStore } from './store.ts'

const minuteMs = 60_000

/** What browser logins are made of. */
export interface BrowserDoorParts {
  readonly loaded: LoadedConfig
  readonly store: Pick<OpenStore, 'sessions'>
  readonly identity: Pick<Identity, 'issuers' | 'people'>
  readonly log: Logger
  readonly publicUrl: () => string
}

/** Browser logins; null when no identity provider is configured for them. Calls nobody. */
export function openBrowserDoor({ loaded, store, identity, log, publicUrl }: BrowserDoorParts): BrowserDoor | null {
  const { auth } = loaded.config
  const issuers = identity.issuers.all.flatMap((issuer, index) => {
    const login = auth.issuers[index]?.login
    return login === undefined ? [] : [{ ...issuer, login }]
  })
  if (issuers.length === 0) return null
  const key = deriveKey(serverSecret(loaded), 'login')
  const limits = { idleMs: auth.session.idleMinutes * minuteMs, absoluteMs: auth.session.absoluteMinutes * minuteMs }
  return {
    login: createBrowserLogin({ issuers, key, clock: systemClock, log }),
    sessions: createSessions({
      store: store.sessions,
      people: identity.people,
      clock: systemClock,
      limits,
      onTouchFailed: (err) => log.warn({ err }, 'the last use of a session could not be noted'),
    }),
    cookies: createSessionCookies(publicUrl),
    publicUrl,
  }
}
