import {statSync} from 'node:fs'
import {join} from 'node:path'
import type {Project} from '../config/campaign.ts'
import {digested} from '../config/member-text.ts'

/** Names a file of these campaigns that isn't as it was when the project was read, if there is one. */
export type ChangedFile = (campaignFiles: ReadonlySet<string>) => string | undefined

/** Remembers size and time of the files of a project that has just been read; what changed between that and this is found by its digest. */
export function watchFiles({root, campaigns}: Project): ChangedFile {
  const before = new Map(
    campaigns
      .flatMap(({sources}) => Object.entries(sources))
      .map(([file, digest]) => [file, {stamp: stampOf(root, file), digest}]),
  )
  const sourcesOf = new Map(campaigns.map(({file, sources}) => [file, Object.keys(sources)]))
  const verified = new Set<string>()
  const changed = (file: string): boolean => {
    const known = before.get(file)
    try {
      if (!known || stampOf(root, file) !== known.stamp) return true
      if (verified.has(file)) return false
      if (digested(join(root, file)).digest !== known.digest) return true
    } catch (error) {
      // A file that can't be looked at any more isn't as it was.
      if (error instanceof Error && 'code' in error) return true
      throw error
    }
    verified.add(file)
    return false
  }
  return campaignFiles => [...campaignFiles].flatMap(file => sourcesOf.get(file) ?? []).find(changed)
}

function stampOf(root: string, file: string): string {
  try {
    const {size, mtimeMs, ino} = statSync(join(root, file))
    return `${size} ${mtimeMs} ${ino}`
  } catch (error) {
    // What can't be looked at is one more way of not being as it was.
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}
