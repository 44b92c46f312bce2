import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { fromGlobalId } from '../../src/kernel/ids.ts'
import { approvalWorld } from '../e2e/approval-world.ts'
import { listenSse } from './listen.ts'

const world = await approvalWorld()
const { dana, version, url, gateway, directory } = world
const tokenOf = async (principalName: string, role: 'viewer' | 'auditor') =>
  (await gateway.tokens.create({ principalName, roles: [role], lifetimeMs: null })).token

/** Lets a request have waited for a share of its time, as the store has it. */
function aged(id: string, share: number): void {
  using store = new DatabaseSync(join(directory, 'data', 'modelwarden.db'))
  const uid = fromGlobalId(id)?.uid ?? ''
  const row = store.prepare('select request_json from approval_request where uid = ?').get(uid)
  const request = JSON.parse(String(row?.['request_json']))
  const span = request.expiresAt - request.submittedAt
  const submittedAt = Date.now() - share * span
  const expiresAt = submittedAt + span
  const text = JSON.stringify({ ...request, submittedAt, expiresAt })
  store.prepare('update approval_request set request_json = ?, expires_at = ? where uid = ?').run(text, expiresAt, uid)
}

test('whoever follows requests, or the audit trail, is told that one waits for its reviewers', {
  timeout: 240_000,
}, async () => {
  const changes = 'subscription { approvalChanged { type state revision request { id } } }'
  const events = 'subscription { auditEventAppended { event { type severity } } }'
  const following = await listenSse(url, { query: changes }, { token: await tokenOf('viewer', 'viewer') })
  const auditing = await listenSse(url, { query: events }, { token: await tokenOf('aud', 'auditor') })
  const asked = { environment: 'production', reason: 'It is better.', ref: version(3) }
  const { request } = await dana.does('requestApproval', asked)
  aged(request.id, 0.95)
  const reminded = 'gov.approval.reminded.v1'
  for (;;) {
    const { data } = await following.next()
    if (data.approvalChanged.type !== reminded) continue
    expect(data.approvalChanged).toMatchObject({
      state: 'PENDING',
      revision: request.revision,
      request: { id: request.id },
    })
    break
  }
  for (;;) {
    const { data } = await auditing.next()
    if (data.auditEventAppended.event?.type !== reminded) continue
    expect(data.auditEventAppended.event.severity).toBe('WARN')
    break
  }
  for (const stream of [following, auditing]) stream.stop()
})
