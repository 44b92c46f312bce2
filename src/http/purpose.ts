import type { FastifyInstance } from 'fastify'
import { sendError } from './coded-error.ts'

/** Says what a request is for, such as `dpia`. */
export const purposeHeader = 'modelwarden-purpose'

/** Headers that an answer goes by, as `Vary` names them. */
export const callerHeaders = 'Authorization, Modelwarden-Purpose'

/** Nothing in it needs quoting, in a log or in a policy. */
const sayable = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/

/** Whether something can be a purpose. */
export function isPurpose(purpose: unknown): purpose is string {
  return typeof purpose === 'string' && sayable.test(purpose)
}

/**
 * Takes the purpose that a caller states into everything that is decided for the request. One that cannot be a purpose
 * is refused; one that no rule names changes nothing. Register it after authentication.
 */
export function usePurpose(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const purpose = request.headers[purposeHeader]
    if (purpose === undefined) return done()
    if (!isPurpose(purpose)) {
      const message = `The header \`${purposeHeader}\` is a word such as dpia: 1 to 64 letters, digits and . _ : -`
      return void sendError(reply, { status: 400, code: 'BAD_USER_INPUT', message })
    }
    if (request.principal !== null) request.principal = { ...request.principal, purpose }
    return done()
  })
}
