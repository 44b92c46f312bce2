/**
 * What a caller of an endpoint is answered by models whose versions say one number, asked with the input of this name; null
 * where nothing answers.
 */
export async function inferred(
  serverUrl: string,
  deployment: string,
  name: string,
): Promise<{ readonly version: string; readonly value: number } | null> {
  const input = { name, datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${serverUrl}/v2/models/${deployment}/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [input] }),
  })
  const text = await reply.text()
  if (reply.status !== 200) return null
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(text)
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}
