import type {Halt, State} from './state.ts'

/** The halt that stops a campaign, under any name that it ever had; `campaign` is null where everything is halted. */
export function haltOf(
  state: State,
  names: readonly string[],
): {readonly halt: Halt; readonly campaign: string | null} | undefined {
  if (state.halted) return {halt: state.halted, campaign: null}
  for (const campaign of names) {
    const halt = state.haltedCampaigns.get(campaign)
    if (halt) return {halt, campaign}
  }
  return undefined
}
