import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createCatalogStore, type OwnedCatalogStore } from '../../src/persistence/catalog-store.ts'
import { type Database, openDatabase } from '../../src/persistence/database.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { afterFile, freshPostgresUrl, temporaryFolder } from '../support/tools.ts'

/** Every store test runs on each of these. */
export const engines = ['sqlite', 'postgres'] as const

/** One of {@link engines}. */
export type EngineName = (typeof engines)[number]

/** The address of an empty store. */
export async function freshUrl(engine: EngineName): Promise<string> {
  return engine === 'postgres' ? freshPostgresUrl() : `sqlite:${join(temporaryFolder('store'), 'store.db')}`
}

/** Opens a store until the end of the file. */
export async function openUntilEnd(url: string): Promise<Database> {
  const database = await openDatabase(url)
  afterFile(() => database.close())
  return database
}

/** An empty store with its schema. */
export async function freshDatabase(engine: EngineName): Promise<Database> {
  const database = await openUntilEnd(await freshUrl(engine))
  await migrateToLatest(database)
  return database
}

/** An empty mirror. */
export async function freshCatalog(engine: EngineName): Promise<OwnedCatalogStore> {
  return catalogOn(await freshDatabase(engine))
}

/** A mirror on an open store, as it looks with these sources configured. */
export function catalogOn(
  database: Database,
  sources: readonly string[] | null = null,
  policyTags: readonly string[] = [],
): OwnedCatalogStore {
  const store = createCatalogStore(database, { sources, policyTags })
  afterFile(() => store.close())
  return store
}

const scriptPath = (script: string) => fileURLToPath(new URL(`./${script}`, import.meta.url))

/** Runs a script of this folder in a process of its own and answers what it printed. */
export async function runScript(script: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [scriptPath(script), ...args])
  return stdout.trim()
}

/** Runs a script and kills it, without any notice, once it has printed so many lines. */
export async function killAfterLines(lines: number, script: string, ...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [scriptPath(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  let seen = 0
  for await (const _ of createInterface({ input: child.stdout })) {
    seen += 1
    if (seen === lines) child.kill('SIGKILL')
  }
  await exited
}
