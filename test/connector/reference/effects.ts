import {
  type ConnectorEffects,
  type EffectPlace,
  Fault,
  type HttpAnswer,
  type HttpClient,
} from '../../../src/connector/index.ts'

function pathOf(place: EffectPlace): string {
  if (place.kind === 'ALIAS') return `/places/${place.model}/${place.alias}`
  const message = 'The reference tool has no tags.'
  throw new Fault({ code: 'UNSUPPORTED', publicMessage: message, internalMessage: message, retryable: false })
}

function bodyOf({ status, body }: HttpAnswer): string | null {
  if (status < 300) return typeof body === 'string' ? body : null
  const message = 'There is no such model.'
  throw new Fault({ code: 'NOT_FOUND', publicMessage: message, internalMessage: message, retryable: false })
}

/** Aliases of the reference tool, as places. */
export function createReferenceEffects(client: HttpClient): ConnectorEffects {
  return {
    observe: async (place, { signal }) => bodyOf(await client.json({ path: pathOf(place), signal })),
    async put(place, value, { signal }) {
      bodyOf(await client.json({ method: 'PUT', path: pathOf(place), json: value, signal }))
    },
  }
}
