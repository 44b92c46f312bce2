const address = /(?:^|[\s<,;"(]|mailto:)[^\s@/:<>,;"()]+@[^\s@/:<>,;"()]+\.\p{L}[\p{L}\d-]+(?:$|[\s>,;")])/u

/**
 * Whether a text holds the e-mail address of somebody, alone or as in `Ada <ada@example.org>`. What only looks alike is
 * none: remotes of git (`git@host:path`), digests of images, pinned packages.
 */
export function hasEmailAddress(text: string): boolean {
  return text.includes('@') && address.test(text)
}
