import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { systemReason } from '../kernel/system-reason.ts'
import { groupRights } from './auth-model.ts'
import { checkValue } from './check-value.ts'
import { expandVariables } from './expand.ts'
import { member } from './member.ts'
import { parseYaml } from './parse-yaml.ts'
import { ConfigError } from './problems.ts'

const text = z.string().min(1).max(512)

const groupsFileModel = z.strictObject({
  groups: z
    .record(z.string().min(1).max(256), z.strictObject({ members: z.array(member).default([]), ...groupRights }))
    .default({}),
  aliases: z.array(z.strictObject({ member, names: z.array(text).min(1) })).default([]),
  deactivated: z.array(member).default([]),
})

/** A groups file that was read. */
export type GroupsFile = z.infer<typeof groupsFileModel>

/** Reads and checks a groups file. Throws {@link ConfigError} with every problem together. Variables are not replaced in it. */
export function readGroupsFile(path: string): GroupsFile {
  const parsed = parseYaml(textOf(path))
  const { from } = expandVariables(null, {})
  const checked = checkValue(groupsFileModel, parsed.value, { path: [], from })
  const problems = [...parsed.problems, ...(checked.ok ? [] : checked.problems)]
  if (!checked.ok || problems.length > 0) throw new ConfigError(path, problems)
  return checked.value
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(path, [{ path: [], message: `cannot be read: ${systemReason(error)}` }])
  }
}
