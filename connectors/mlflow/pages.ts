/** Reads page after page, one at a time, until the last or until `pagesMax`. */
export async function* readPages<Page extends { readonly next_page_token: string | null }>(
  pagesMax: number,
  read: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let token: string | undefined
  for (let page = 0; page < pagesMax; page += 1) {
    const reply = await read(token)
    yield reply
    if (reply.next_page_token === null) return
    token = reply.next_page_token
  }
}
