import { z } from 'zod'
import { id, listOf, textOrNull } from './scalars.ts'

/** A permission's name. Releases to come may have more. */
const permission = z.string()

const rolePermission = z.object({ resource_type: z.string(), resource_pattern: z.string(), permission })

/** A role with what it gives. Direct permissions are kept in a role that one user has to itself. */
export const role = z.object({ name: z.string(), workspace: textOrNull, permissions: listOf(rolePermission) })

/** A user with roles, as releases with roles tell. */
export const userWithRoles = z.object({ username: z.string().min(1), is_admin: z.boolean(), roles: z.array(role) })

/** Every user; `roles` is missing in releases that have none. */
export const usersReply = z.object({
  users: listOf(userWithRoles.extend({ roles: z.array(role).nullish() })),
})

/** A user, as releases without roles tell. */
export const userReply = z.object({
  user: z.object({
    username: z.string().min(1),
    is_admin: z.boolean(),
    experiment_permissions: listOf(z.object({ experiment_id: id, permission })),
    registered_model_permissions: listOf(z.object({ name: z.string(), permission })),
  }),
})

/** Whose credentials the gateway has. */
export const currentUserReply = z.object({ user: z.object({ username: z.string(), is_admin: z.boolean() }) })

/** What one user may do with one resource. */
export const permissionReply = z.object({ permission })

/** A user as MLflow 3 tells of them. */
export type UserWithRoles = z.infer<typeof userWithRoles>

/** A user as MLflow 2 tells of them. */
export type UserWithPermissions = z.infer<typeof userReply>['user']
