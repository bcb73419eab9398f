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

/* What a machine remembers: by the number of each record that it has appended, the sum; 0 for nothing. Two sums of one number contradict each other. */
byte marked[MACHINES * RECORDS];
bool torn[MACHINES];

byte sent = 0;
byte swaps = 0;
byte cuts = 0;
bool down[RUNNERS + 1];

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
#ifdef NO_SUM_IN_MARK
#define holds(at, s) (at <= length)
#else
#define holds(at, s) isThere(at, s)
#endif
#ifdef NO_REFUSAL_OF_STRANGERS
#define known true
#else
#define known (seen > 0 || length == 0)
#endif

/* Which marks there are now, as bits, and whether the journal holds those. */
byte look;
bool held;
inline seeMarks(machine) {
  look = (torn[machine] -> 128 : 0); i = 0;
  do :: i < RECORDS -> look = look | ((marked[machine * RECORDS + i] > 0 -> 1 : 0) << i); i++ :: else -> break od;
  i = 0
}
inline holdMarks(machine, bits) {
  held = (bits < 128); i = RECORDS;
  do
  :: i > 0 ->
       i--;
       if
       :: (bits >> i) & 1 ->
            held = held && holds((i + 1), marked[machine * RECORDS + i]);
#ifdef NO_OLDER_MARKS
            break
#endif
       :: else
       fi
  :: else -> break
  od;
  i = 0;
#ifdef NO_MARK
  held = true
#endif
}
inline remember(machine, at, s) {
  if
  :: marked[machine * RECORDS + at - 1] == 0 -> marked[machine * RECORDS + at - 1] = s
  :: marked[machine * RECORDS + at - 1] != 0 && marked[machine * RECORDS + at - 1] != s -> torn[machine] = true
  :: else
  fi
}

/* Never silently: what was made stands in the journal as something that may have gone, unless the file was replaced. */
inline told() {
  replay();
  assert(swaps > 0 || sent == 0 || (standing != NONE && standing != REFUSED && standing != NOT_SENT));
  standing = NONE
}

/* One run after another. Each step may be its last. Exit 7 is `goto start` too: it is never said without a cause. */
proctype Runner(byte r) {
  byte head, headSum, mine, mineSum, fact, seen;
  bool may;
start:
  atomic { true -> d_step { head = 0; headSum = 0; mine = 0; mineSum = 0; fact = NONE; seen = 0; held = false; may = false; down[r] = false } };
  /* The file is open. The marks first, then its records: a mark is only ever of a record that is there already. */
reading:
  atomic {
    true;
    d_step {
#ifdef NO_MARK_BEFORE_RECORDS
      seen = 0;
      if :: head == 0 -> head = length; if :: length > 0 -> headSum = sum[length - 1] :: else fi :: else fi
#else
      /* Only when it opens the file: what comes later is seen by the look back. */
      if :: head == 0 -> seeMarks(machineOf(r)); seen = look; look = 0 :: else -> seen = 0 fi
#endif
    }
  };
#ifdef NO_MARK_BEFORE_RECORDS
  atomic {
    true;
    d_step { seeMarks(machineOf(r)); held = ((look >> head) == 0); look = 0 };
    if :: goto start :: !down[r] && !held -> must(swaps > 0); goto start :: !down[r] && held fi
  };
#endif
  atomic {
    true;
    d_step { holdMarks(machineOf(r), seen) };
    if
    :: goto start
    :: !down[r] && !(held && isThere(head, headSum)) -> must(swaps > 0); goto start
    :: !down[r] && head == 0 && !known -> goto start
    :: !down[r] && held && isThere(head, headSum) && (head > 0 || known)
    fi;
    d_step {
      seen = 0; held = false;
      head = length; if :: length > 0 -> headSum = sum[length - 1] :: else -> headSum = 0 fi;
      replay(); may = fact != NONE || !forbids(standing, 1, 1); standing = NONE
    };
    if :: !may -> goto start :: may fi
  };
  atomic {
    if
    :: goto start
    :: !down[r] && (length != head || !isThere(head, headSum)) -> goto reading
    :: !down[r] && length == head && isThere(head, headSum) && length < RECORDS ->
         d_step {
           add((fact == NONE -> INTENT : fact)); head = length; headSum = sum[length - 1]; mine = head; mineSum = headSum; may = false
         }
    fi
  };
#ifdef NO_FLUSH_FIRST
  if :: fact == NONE -> goto marking :: else fi;
#endif
#ifdef NO_FLUSH_BEFORE_MARK
  d_step { if :: !down[r] -> remember(machineOf(r), mine, mineSum) :: else fi };
#endif
  atomic {
    if
    :: goto start
    :: !down[r] && !isThere(mine, mineSum) -> goto start
    :: !down[r] && isThere(mine, mineSum) -> d_step { if :: flushed < mine && mine <= length -> flushed = mine :: else fi }
    fi
  };
marking:
#ifdef NO_MARK_FIRST
  if :: fact == NONE -> goto writing :: else fi;
#endif
  atomic {
    if
    :: goto start
    :: !down[r] -> d_step { remember(machineOf(r), mine, mineSum) }
    fi;
    if :: fact != NONE -> goto start :: fact == NONE fi
  };
#ifndef NO_LOOK_BACK
  /* Once more the marks, then the records: of two that have appended to two files by one name the second to look sees the marks of both. */
  d_step { seeMarks(machineOf(r)); seen = look; look = 0 };
  atomic {
    true;
    d_step { holdMarks(machineOf(r), seen); seen = 0 };
    if
    :: goto start
    :: !down[r] && !(held && isThere(mine, mineSum)) -> goto start
    :: !down[r] && held && isThere(mine, mineSum)
    fi;
    held = false
  };
#endif
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

proctype World() {
  byte keep;
  do
  /* Another file in its place: an old copy, or one that grew another way from it. */
  :: atomic {
       swaps < SWAPS -> swaps++; keep = KEPT;
       do :: keep + 1 < length -> keep++ :: break od;
       true;
       d_step { length = (keep < length -> keep : length); i = length; do :: i < RECORDS -> record[i] = 0; sum[i] = 0; i++ :: else -> break od; i = 0; keep = 0 };
       do :: length > 0 && length < RECORDS -> add(OTHER) :: break od;
       flushed = length
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
  :: d_step { length < RECORDS && length == flushed -> add(OTHER); flushed = length; remember(0, length, sum[length - 1]) }
#ifdef TRUST
  /* A person says on the other machine, and rightly, that this is the newest state. */
  :: d_step { swaps == 0 && length == flushed && length > 0 && marked[RECORDS] == 0 && marked[RECORDS + length - 1] == 0 -> remember(1, length, sum[length - 1]) }
#endif
  od
}

init {
  atomic {
    d_step { add(OTHER); flushed = 1; marked[0] = 1 };
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
