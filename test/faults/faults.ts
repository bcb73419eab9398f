import {faultsOfBodies} from './faults-of-bodies.ts'
import {faultsOfConnections} from './faults-of-connections.ts'
import {faultsOfFraming} from './faults-of-framing.ts'
import {faultsOfStatuses} from './faults-of-statuses.ts'

/** Every fault, by its name. */
export const faults = {...faultsOfConnections, ...faultsOfFraming, ...faultsOfBodies, ...faultsOfStatuses}
export type FaultName = keyof typeof faults
