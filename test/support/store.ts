import type {StateStore} from '../../src/state/journal.ts'
import {type Disk, systemDisk} from '../../src/state/stores/disk.ts'
import {localStore} from '../../src/state/stores/local.ts'

/** A local store, by default over this machine's file system, which counts as local. */
export const storeOn = (
  path: string,
  sleep: (ms: number) => Promise<void> = async () => {},
  disk: Disk = systemDisk,
): StateStore => localStore({path, place: 'the journal', disk, sleep, remote: () => undefined})
