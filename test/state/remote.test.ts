import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {systemDisk} from '../../src/state/stores/disk.ts'
import {localStore} from '../../src/state/stores/local.ts'
import {remoteName} from '../../src/state/stores/remote.ts'
import {journal, linesOf} from './scene.ts'

const table = [
  '21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
  '22 21 0:40 / /home/ada rw,nosuid - fuse.sshfs ada@host: rw',
  '23 22 8:2 / /home/ada/disk rw - ext4 /dev/sda2 rw',
  '24 21 0:41 / /mnt/with\\040blank rw shared:1 - fuse.rclone remote: rw',
  '25 21 0:42 / /mnt/ntfs rw - fuseblk /dev/sdb1 rw',
].join('\n')
const at = (path: string, kinds: Readonly<Record<string, number>>): string | undefined =>
  remoteName(path, {kindAt: asked => kinds[asked], table: () => table})
const fuse = 0x65735546

test.each<[string, string, Readonly<Record<string, number>>, string | undefined]>([
  ['ext4', '/p', {'/p': 0xef53}, undefined],
  ['overlay', '/p', {'/p': 0x794c7630}, undefined],
  ['NFS', '/p', {'/p': 0x6969}, 'NFS'],
  ['CIFS', '/p', {'/p': 0xff534d42}, 'CIFS'],
  ['a file that isn’t there yet', '/p/.fieldwork/default.jsonl', {'/p': 0x6969, '/': 0xef53}, 'NFS'],
  ['nothing that could be asked', '/p', {}, undefined],
  ['sshfs', '/home/ada/project', {'/home/ada/project': fuse}, 'sshfs'],
  ['a disk below an sshfs', '/home/ada/disk/project', {'/home/ada/disk/project': fuse}, undefined],
  ['a mount with a blank in its name', '/mnt/with blank/p', {'/mnt/with blank/p': fuse}, 'rclone'],
  ['a disk through FUSE', '/mnt/ntfs/p', {'/mnt/ntfs/p': fuse}, undefined],
])('%s', (_name, path, kinds, name) => {
  expect(at(path, kinds)).toBe(name)
})

test('this machine’s temporary folder can be asked', () => {
  expect(() => remoteName(join(tmpdir(), 'not', 'there'))).not.toThrow()
})

test('a store on a network file system neither reads nor writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-test-'))
  try {
    const path = join(folder, 'default.jsonl')
    const store = localStore({path, place: 'the journal', disk: systemDisk, sleep: async () => {}, remote: () => 'NFS'})
    const refused = {code: 7, diagnostics: [{code: 'FW136'}]}
    await expect(store.read(1)).rejects.toMatchObject(refused)
    const {lines, texts} = linesOf([journal()])
    const [line] = lines
    await expect(store.append('', line ? [{line, text: texts[0] ?? ''}] : [])).rejects.toMatchObject(refused)
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
})
