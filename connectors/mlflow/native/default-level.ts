import type { CallContext, NativeLevel } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import { optional } from '../reply.ts'
import { permissionReply, type UserWithRoles } from '../wire/user.ts'
import { levelOf } from './level.ts'
import { grantsOf } from './rights-of-roles.ts'

const types = ['experiment', 'registered_model'] as const

/**
 * What whoever has no permission on an object has on it, in one workspace. MLflow does not tell its `default_permission`,
 * so it is asked what somebody may do on all experiments who has no permission on all of them: that is the default. Null
 * where everybody has one, or the release cannot be asked.
 */
export async function askDefaultLevel(
  client: MlflowClient,
  { workspace, users }: { readonly workspace: string; readonly users: readonly UserWithRoles[] },
  call: CallContext,
): Promise<NativeLevel | null> {
  for (const type of types) {
    const user = users.find((each) =>
      grantsOf(each, [workspace]).every((grant) => grant.pattern !== '*' || ![type, 'workspace'].includes(grant.type)),
    )
    if (user === undefined) continue
    const level = await askLevel(client, { workspace, username: user.username, type, id: '*' }, call)
    if (level !== null) return level
  }
  return null
}

/** What MLflow says that somebody may do with one resource, or with all of a type; null where it cannot be asked. */
export async function askLevel(
  client: MlflowClient,
  about: { readonly workspace: string; readonly username: string; readonly type: string; readonly id: string },
  call: CallContext,
): Promise<NativeLevel | null> {
  const { workspace, username, type, id } = about
  const query = { username, resource_type: type, resource_id: id }
  const asked = { workspace, root: '/api/3.0/mlflow', path: '/users/permissions/get', query }
  const answer = await client.read(asked, call)
  // A release that cannot be asked of all of a type refuses.
  if (answer.kind === 'REFUSED') return null
  const reply = optional(permissionReply, answer)
  return reply === null ? null : levelOf(reply.permission)
}
