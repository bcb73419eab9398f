import {readFileSync, statfsSync} from 'node:fs'
import {dirname} from 'node:path'
import {isCode} from './disk.ts'

/** File systems that several machines may write to at once, by the number that Linux gives them (statfs(2), linux/magic.h). */
const remoteKinds: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  12805120: 'Ceph',
  1397113167: 'AFS',
  1937076805: 'Coda',
  198183888: 'Lustre',
  18225520: 'GFS2',
  1952539503: 'OCFS2',
}
/** FUSE says nothing of what is behind it; the table of mounts names these. */
const fuse = 0x65735546
const remoteFuse =
  /^fuse\.(sshfs|s3fs|s3fs-fuse|rclone|gcsfuse|goofys|glusterfs|davfs2?|curlftpfs|ceph|juicefs|mount-s3|blobfuse2?)$/

/** The world that the question is put to. */
export interface Mounts {
  /** The kind of file system at a path, as a number; undefined where there is no such path. */
  readonly kindAt: (path: string) => number | undefined
  /** The table of mounts (`/proc/self/mountinfo`); empty where the system has none. */
  readonly table: () => string
}

/** The name of the network file system that a path (or the nearest folder above it that is there) is on; undefined for a local one. */
export function remoteName(path: string, mounts: Mounts = systemMounts): string | undefined {
  let at = path
  let kind = mounts.kindAt(at)
  while (kind === undefined && dirname(at) !== at) {
    at = dirname(at)
    kind = mounts.kindAt(at)
  }
  if (kind === undefined) return undefined
  if (kind !== fuse) return remoteKinds[kind]
  const type = typeOfMount(at, mounts.table())
  return remoteFuse.test(type) ? type.slice('fuse.'.length) : undefined
}

/** The type of the mount that holds a path: the longest mount point that the path begins with (proc(5), mountinfo). */
function typeOfMount(path: string, table: string): string {
  let [longest, type] = ['', '']
  for (const row of table.split('\n')) {
    const [before = '', after = ''] = row.split(' - ')
    const point = (before.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const holds = point === '/' || path === point || path.startsWith(`${point}/`)
    if (point !== '' && holds && point.length >= longest.length) [longest, type] = [point, after.split(' ')[0] ?? '']
  }
  return type
}

const systemMounts: Mounts = {
  kindAt: path => {
    try {
      return statfsSync(path).type >>> 0
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return undefined
      throw error
    }
  },
  table: () => {
    try {
      return readFileSync('/proc/self/mountinfo', 'utf8')
    } catch (error) {
      if (isCode(error, 'ENOENT', 'EACCES')) return ''
      throw error
    }
  },
}
