/** What a caller of an endpoint is answered by models whose versions say one number, asked with the input of this name. */
export async function inferred(
  serverUrl: string,
  deployment: string,
  name: string,
): Promise<{ readonly version: string; readonly value: number }> {
  const input = { name, datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${serverUrl}/v2/models/${deployment}/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [input] }),
  })
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(await reply.text())
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}
