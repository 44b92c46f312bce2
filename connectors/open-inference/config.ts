import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { secretText, z } from '../../src/connector/index.ts'

function isPlainBase(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

function folderOf(text: string): string | null {
  try {
    return text.startsWith('file:') ? fileURLToPath(text) : text
  } catch {
    // A host or an escaped slash in the address: there is no such folder on this machine.
    return null
  }
}

/** Keys of every source that speaks the protocol. */
export const serverKeys = {
  url: z
    .url({ protocol: /^https?$/, error: 'give the http or https address of the server, such as http://127.0.0.1:8080' })
    .refine(isPlainBase, 'give the address without credentials, query or fragment; a credential goes into `token`')
    .transform((text) => text.replace(/\/+$/, ''))
    .describe('Address of the server'),
  token: secretText().optional().describe('Bearer token, where a proxy in front of the server asks for one'),
  repository: z
    .string()
    .transform(folderOf)
    .refine(
      (path) => path !== null && isAbsolute(path),
      'give the absolute path of the folder that the server loads its models from, or file:///that/path',
    )
    .optional()
    .describe(
      'Folder that the server loads its models from, as this machine sees it; tells which files a deployment was loaded from, and is where approved versions are put',
    ),
}

/** What {@link serverKeys} come to; `repository` is a path. */
export type ServerConfig = z.infer<ReturnType<typeof z.strictObject<typeof serverKeys>>>

/** Keys of an `open-inference` source in `modelwarden.yaml`. */
export const config = z.strictObject({
  ...serverKeys,
  runtime: z
    .string()
    .min(1)
    .default('mlserver_mlflow.MLflowRuntime')
    .describe('Class that the server loads approved versions with; it must take a folder as MLflow writes it'),
})

/** What {@link config} makes of them; `repository` is a path. */
export type OpenInferenceConfig = z.infer<typeof config>
