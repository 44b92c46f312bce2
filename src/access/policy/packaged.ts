import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../kernel/package-version.ts'
import type { PolicyFile } from '../types.ts'

/** Folder of the policies that come with the package. */
export function packagedPolicyFolder(): string {
  return join(packageRoot(), 'policies')
}

/** The schema that every policy must fit. */
export function policySchema(): PolicyFile {
  return packaged('model.cedarschema')
}

/** Policies that are in force whatever is published. */
export function builtinPolicies(): PolicyFile {
  return packaged('builtin.cedar')
}

/** What a new installation begins with. */
export function defaultPolicies(): PolicyFile {
  return packaged('default.cedar')
}

function packaged(name: string): PolicyFile {
  return { name, text: readFileSync(join(packagedPolicyFolder(), name), 'utf8') }
}
