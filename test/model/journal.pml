/*
 * The recorded state as a file that can be lost, swapped or rolled back, and the mark that each machine keeps outside of it (docs/sending.md), as a
 * model that spin explores whole; limits in docs/model.md. One batch, asked for once; time and the operator are in sending.pml.
 *
 * A record has a sum of its own, so that journals which grew in different ways differ. The file may be replaced by an old copy of itself, or by one
 * that grew another way from an old copy, and a power cut loses what wasn't flushed. A machine is a memory: runners of one machine share its mark.
 * A name in capitals that begins with NO_ takes one safeguard out.
 */
#ifndef RUNNERS
#define RUNNERS 2
#endif
#ifndef RECORDS
#define RECORDS 5
#endif
#ifndef SWAPS
#define SWAPS 1
#endif
#ifndef CUTS
#define CUTS 1
#endif
/* A copy holds at least the first line, where a stranger could take an empty folder for a beginning. */
#ifndef KEPT
#define KEPT 1
#endif
#define MACHINES 2
/* Machine 0 knows the journal from its first line on; machine 1 is somebody else's. */
#define machineOf(r) (r == RUNNERS)

#define MADE 1
#define TURNED_DOWN 2
#include "tables.pml"

/* Records are facts about the last intent (by their numbers in the tables), intents, or something else. */
#define INTENT 20
#define OTHER 21
#define NONE 0

byte record[RECORDS];
byte sum[RECORDS];
byte length = 0;
byte flushed = 0;
byte sums = 0;

/* What a machine remembers: the number of a record and its sum; 0 for nothing. */
byte markAt[MACHINES];
byte markSum[MACHINES];

byte sent = 0;
byte swaps = 0;
byte cuts = 0;
bool down[RUNNERS + 1];
bool swapped[RUNNERS + 1]; /* since this run has opened it */
bool unmarked[RUNNERS + 1]; /* between a record and its mark */

#ifdef ONLY_SENDS
#define must(condition) skip
#else
#define must(condition) assert(condition)
#endif

byte i;
byte standing;

inline add(what) { record[length] = what; sums++; sum[length] = sums; length++ }

/* What the journal tells of the batch: by replay, with the code's own transitions. */
inline replay() {
  standing = NONE; i = 0;
  do
  :: i < length ->
       if
       :: record[i] == INTENT -> standing = OPEN
       :: record[i] < INTENT && standing != NONE -> learn(standing, record[i])
       :: else
       fi;
       i++
  :: else -> break
  od;
  i = 0
}

#define isThere(at, s) (at == 0 || (at <= length && sum[at - 1] == s))
#if defined(NO_MARK)
#define holds(at, s) true
#elif defined(NO_SUM_IN_MARK)
#define holds(at, s) (at <= length)
#else
#define holds(at, s) isThere(at, s)
#endif
/* Another file in its place has another identity; one that was written over in place shows only by what was read of it. */
#ifdef IN_PLACE
#define isSame(r, at, s) isThere(at, s)
#else
#define isSame(r, at, s) (!swapped[r] && isThere(at, s))
#endif
#ifdef NO_REFUSAL_OF_STRANGERS
#define known(at) true
#else
#define known(at) (at > 0 || length == 0)
#endif

/* Never silently: what was made stands in the journal as something that may have gone, unless the file was replaced. */
inline told() {
  replay();
  assert(swaps > 0 || sent == 0 || (standing != NONE && standing != REFUSED && standing != NOT_SENT));
  standing = NONE
}

/* One run after another. Each step may be its last. Exit 7 is `goto start` too: it is never said without a cause. */
proctype Runner(byte r) {
  byte head, headSum, mine, mineSum, fact;
  bool may;
start:
  atomic { true -> d_step { head = 0; headSum = 0; mine = 0; mineSum = 0; fact = NONE; may = false; down[r] = false; swapped[r] = false; unmarked[r] = false } };
  /* The file is open. The marks first, then its records: a mark is only ever of a record that is there already. */
#ifdef NO_MARK_BEFORE_RECORDS
  d_step { head = length; if :: length > 0 -> headSum = sum[length - 1] :: else fi };
  atomic {
    if
    :: goto start
    :: !down[r] && markAt[machineOf(r)] > head -> must(swaps > 0); goto start
    :: !down[r] && markAt[machineOf(r)] <= head
    fi
  };
#endif
  d_step { mine = markAt[machineOf(r)]; mineSum = markSum[machineOf(r)] };
  atomic {
    if
    :: goto start
    :: !down[r] && !holds(mine, mineSum) -> must(swaps > 0); goto start
    :: !down[r] && !known(mine) -> goto start
    :: !down[r] && holds(mine, mineSum) && known(mine)
    fi;
    d_step { mine = 0; mineSum = 0 }
  };
reading:
  atomic {
    if
    :: goto start
    :: !down[r] && !isSame(r, head, headSum) -> must(swaps > 0); goto start
    :: !down[r] && isSame(r, head, headSum)
    fi;
    d_step {
      head = length; if :: length > 0 -> headSum = sum[length - 1] :: else -> headSum = 0 fi;
      replay(); may = fact != NONE || !forbids(standing, 1, 1); standing = NONE
    };
    if :: !may -> goto start :: may fi
  };
  atomic {
    if
    :: goto start
    :: !down[r] && (length != head || !isSame(r, head, headSum)) -> goto reading
    :: !down[r] && length == head && isSame(r, head, headSum) && length < RECORDS ->
         d_step {
           must(isThere(markAt[machineOf(r)], markSum[machineOf(r)]));
           add((fact == NONE -> INTENT : fact)); head = length; headSum = sum[length - 1]; mine = head; mineSum = headSum; may = false; unmarked[r] = true
         }
    fi
  };
#ifdef NO_FLUSH_FIRST
  if :: fact == NONE -> goto marking :: else fi;
#endif
#ifdef NO_FLUSH_BEFORE_MARK
  d_step { if :: !down[r] && mine > markAt[machineOf(r)] -> markAt[machineOf(r)] = mine; markSum[machineOf(r)] = mineSum :: else fi };
#endif
  atomic {
    if
    :: goto start
    :: !down[r] && !isSame(r, mine, mineSum) -> goto start
    :: !down[r] && isSame(r, mine, mineSum) -> d_step { if :: flushed < mine && mine <= length -> flushed = mine :: else fi }
    fi
  };
marking:
#ifdef NO_MARK_FIRST
  if :: fact == NONE -> goto writing :: else fi;
#endif
  atomic {
    if
    :: goto start
    :: !down[r] ->
         d_step {
           if
#ifdef NO_GREATEST_MARK
           :: true ->
#else
           :: mine > markAt[machineOf(r)] ->
#endif
                markAt[machineOf(r)] = mine; markSum[machineOf(r)] = mineSum
           :: else
           fi;
           unmarked[r] = false
         }
    fi;
    if :: fact != NONE -> goto start :: fact == NONE fi
  };
writing:
  atomic {
    if
    :: goto start
    :: !down[r] -> d_step { sent++; assert(sent <= 1); told() }; if :: fact = SAYS_CREATED :: fact = SAYS_IN_DOUBT fi
    :: !down[r] -> if :: fact = SAYS_REFUSED :: fact = SAYS_IN_DOUBT fi
    fi;
    d_step { mine = 0; mineSum = 0 };
    goto reading
  }
}

#ifdef SWAP_BEFORE_MARK
#define betweenRecordAndMark false
#elif RUNNERS == 1
#define betweenRecordAndMark (unmarked[0] || unmarked[1])
#else
#define betweenRecordAndMark (unmarked[0] || unmarked[1] || unmarked[2])
#endif

proctype World() {
  byte keep;
  do
  /* Another file in its place: an old copy, or one that grew another way from it. */
  :: atomic {
       swaps < SWAPS && !betweenRecordAndMark -> swaps++; keep = KEPT;
       do :: keep + 1 < length -> keep++ :: break od;
       true;
       d_step { length = (keep < length -> keep : length); i = length; do :: i < RECORDS -> record[i] = 0; sum[i] = 0; i++ :: else -> break od; i = 0; keep = 0 };
       do :: length > 0 && length < RECORDS -> add(OTHER) :: break od;
       flushed = length;
       d_step { i = 0; do :: i <= RUNNERS -> swapped[i] = true; i++ :: else -> break od; i = 0 }
     }
  /* A power cut. */
  :: atomic {
       cuts < CUTS -> cuts++; keep = flushed;
       do :: keep < length -> keep++ :: break od;
       true;
       d_step {
         length = keep; keep = 0; i = length; do :: i < RECORDS -> record[i] = 0; sum[i] = 0; i++ :: else -> break od;
         i = 0; do :: i <= RUNNERS -> down[i] = true; i++ :: else -> break od; i = 0;
         flushed = length;
         told()
       }
     }
  /* Other records, by runs that send nothing here. */
  :: d_step { length < RECORDS && length == flushed && isThere(markAt[0], markSum[0]) -> add(OTHER); flushed = length; markAt[0] = length; markSum[0] = sum[length - 1] }
#ifdef TRUST
  /* A person says on the other machine, and rightly, that this is the newest state. */
  :: d_step { swaps == 0 && length == flushed && length > 0 && markAt[1] == 0 -> markAt[1] = length; markSum[1] = sum[length - 1] }
#endif
  od
}

init {
  atomic {
    d_step { add(OTHER); flushed = 1; markAt[0] = 1; markSum[0] = 1 };
    run Runner(0);
#if RUNNERS > 1
    run Runner(1);
#endif
#if RUNNERS > 2
    run Runner(2);
#endif
#ifdef STRANGER
    run Runner(RUNNERS);
#endif
    run World()
  }
}
