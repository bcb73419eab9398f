/*
 * How a batch is sent at most once (docs/sending.md), as a model that spin explores whole. Its fold, classifier, guard and planner's choice are
 * tables.pml, which test/model/promela.ts makes from the code; what is bounded and left out stands in docs/model.md.
 *
 * Runners plan, record an intent, look at the clock, write, read the answer and record it; each step may be the last one (a crash) or take for
 * ever (frozen). A server makes what it was asked for, turns it down, or loses it. An operator settles what is in doubt, and tells the truth.
 * A name in capitals that begins with NO_ takes one safeguard out.
 */
#ifndef RUNNERS
#define RUNNERS 2
#endif
#ifndef FAMILIES
#define FAMILIES 1
#endif
#ifndef SENDS
#define SENDS 1
#endif
#ifndef TRIES
#define TRIES 3
#endif
#define WORKERS (RUNNERS + FAMILIES - 1) /* the first runner sends all families at once */

/* Ages of an intent, in steps of the clock: may be written, may be answered, may be called "not sent". */
#define SEND_BY 1
#define GIVE_UP_BY 2
#define WAITED 3
#define OLD 4

#define UNRECORDED 0

/* What became of a request, which nobody but the server knows. */
#define NOTHING 0
#define MADE 1
#define TURNED_DOWN 2
#define ELSEWHERE 3
#define UNDER_WAY 4 /* and how long it has been so: a server that hasn't made it after LAG steps has lost it */
#define LAG (WAITED - SEND_BY)

#include "tables.pml"

/* The recorded state, as the fold of the journal: one try an intent. */
byte tries = 0;
byte standing[TRIES];
byte number[TRIES];
byte family[TRIES];
bool halted = false;
byte halts = 0;

/* The world. */
byte age[TRIES] = OLD;
byte wire[TRIES];
bool atWork[TRIES];
byte asked[FAMILIES] = 1;
byte sent[FAMILIES * SENDS];
bool adopted = false;

/* Whether the journal has grown since a reader read it: then an append that stands on what was read doesn't count. */
bool stale[WORKERS + 2] = true;

byte i;
byte last;
byte blocked;
byte givenUp;

#ifdef ONLY_SENDS
#define must(condition) skip
#else
#define must(condition) assert(condition)
#endif

inline appended() { i = 0; do :: i < WORKERS + 2 -> stale[i] = true; i++ :: else -> break od; i = 0 }

/* Never silently: what was made is recorded as something that may have gone. */
inline told(t) {
  must(wire[t] != MADE || (standing[t] != UNRECORDED && standing[t] != REFUSED && standing[t] != NOT_SENT))
}

/* What doesn't matter any more is forgotten, so that fewer states differ. */
inline rest(t) {
  if
  :: !atWork[t] && wire[t] < UNDER_WAY && standing[t] != ABANDONED && standing[t] != UNRECORDED && !isOpen(standing[t]) ->
       age[t] = OLD; if :: wire[t] == TURNED_DOWN -> wire[t] = NOTHING :: else fi
  :: else
  fi
}

/* A fact about a try is recorded. */
inline record(t, fact) { learn(standing[t], fact); told(t); rest(t); appended() }

inline ended(t) { atWork[t] = false; rest(t) }

#if defined(NO_REPLAY_OF_INTENTS)
#define counts(t) (standing[t] != OPEN)
#elif defined(NO_COUNT_OF_ADOPTED)
#define counts(t) (wire[t] != ELSEWHERE)
#else
#define counts(t) true
#endif
#ifdef NO_FAMILY
#define touches(t, num) (!isOpen(standing[t]) || number[t] == num)
#else
#define touches(t, num) true
#endif

/* The planner's choice for a family: the number of the send that is due, 0 for none. */
inline plan(f, num) {
  blocked = false; last = 0; givenUp = false; i = 0;
  do
  :: i < tries ->
       if
       :: family[i] == f && counts(i) && isOpen(standing[i]) && touches(i, asked[f]) -> blocked = true
       :: family[i] == f && counts(i) && (isSettled(standing[i]) || standing[i] == ABANDONED) ->
            if
            :: number[i] > last -> last = number[i]; givenUp = standing[i] == ABANDONED
            :: number[i] == last && isSettled(standing[i]) -> givenUp = false
            :: else
            fi
       :: else
       fi;
       i++
  :: else -> break
  od;
#ifdef NO_PREDECESSOR
  if :: !blocked && last < asked[f] -> num = asked[f] :: else -> num = 0 fi;
#else
  choose(blocked, last, givenUp, asked[f], num);
#endif
  if :: halted -> num = 0 :: else fi;
  blocked = false; last = 0; givenUp = false; i = 0
}

/* The guard, asked with the newest state that was read. */
inline look(f, num, ok) {
  ok = true; i = 0;
  do
  :: i < tries -> if :: family[i] == f && counts(i) && touches(i, num) && forbids(standing[i], number[i], num) -> ok = false :: else fi; i++
  :: else -> break
  od;
#ifndef NO_HALT_IN_FENCE
  if :: halted -> ok = false :: else fi;
#endif
  i = 0
}

/* What must hold where an intent is recorded, in words of its own: nothing of the family is open, the one before went, it was asked for, nothing is halted. */
inline rightful(f, num) {
  last = 0; i = 0;
  do
  :: i < tries ->
       must(family[i] != f || !isOpen(standing[i]));
       if :: family[i] == f && isSettled(standing[i]) && number[i] + 1 == num -> last = 1 :: else fi;
       i++
  :: else -> break
  od;
  must(num == 1 || last == 1);
  must(num <= asked[f]);
  must(!halted);
  last = 0; i = 0
}

inline intend(f, num, me) {
  rightful(f, num);
  me = tries; family[me] = f; number[me] = num; wire[me] = NOTHING; age[me] = 0; atWork[me] = true;
#ifdef NO_INTENT_FIRST
  standing[me] = UNRECORDED;
#else
  standing[me] = OPEN;
#endif
  tries++; appended()
}

#ifdef NO_COMPARE
#define fresh(w) true
#else
#define fresh(w) (!stale[w])
#endif
#ifdef NO_CLOCK
#define inTime(t) true
#else
#define inTime(t) (age[t] <= SEND_BY)
#endif

/* One family's sends by one runner, again and again: each round is a new run, or the same one going on. */
proctype Worker(byte w; byte f) {
  byte num, me, fact;
  bool ok;
idle:
  atomic { true -> d_step { num = 0; me = 0; fact = 0; ok = false; stale[w] = true; plan(f, num) } };
  if :: num == 0 -> goto idle :: num > 0 fi;
guard:
  atomic { true -> d_step { look(f, num, ok); stale[w] = false } };
  atomic {
    if
    :: goto idle
    :: ok && fresh(w) && tries < TRIES -> d_step { intend(f, num, me); ok = false }
    :: ok && !fresh(w) -> goto guard
    fi
  };
  atomic {
    if
    :: d_step { ended(me) }; goto idle
    :: fact = NOT_WRITTEN; goto recording
#ifdef HOLE
    :: inTime(me)
#else
    :: inTime(me) -> wire[me] = UNDER_WAY
#endif
    fi
  };
#ifdef HOLE
  wire[me] = UNDER_WAY;
#endif
  atomic {
    if
    :: d_step { ended(me) }; goto idle
    :: classify(wire[me], age[me] > GIVE_UP_BY, fact)
    fi
  };
recording:
  atomic {
    if
    :: d_step { ended(me) }; goto idle
    :: d_step {
         atWork[me] = false;
#ifdef NO_INTENT_FIRST
         standing[me] = OPEN;
#endif
#ifdef NO_SEQ_IN_OUTCOME
         last = me; i = 0;
         do
         :: i < tries -> if :: family[i] == f && number[i] == num && isOpen(standing[i]) -> last = i :: else fi; i++
         :: else -> break
         od;
         i = 0; rest(me); record(last, fact); last = 0
#else
         record(me, fact)
#endif
       }
    fi;
    if
    :: fact == SAYS_REFUSED -> me = 0; fact = 0; goto guard
    :: goto idle
    fi
  }
}

#define place(t) (family[t] * SENDS + number[t] - 1)

inline make(t) { wire[t] = MADE; sent[place(t)]++; assert(sent[place(t)] <= 1); told(t); rest(t) }
#define serve(t) \
  :: d_step { wire[t] >= UNDER_WAY -> make(t) } \
  :: d_step { wire[t] >= UNDER_WAY -> wire[t] = TURNED_DOWN; rest(t) }

/* A step of the clock for one try. */
inline grow(t) {
  if :: age[t] < OLD -> age[t]++ :: else fi;
#ifdef SLOW_SERVER
  if :: wire[t] >= UNDER_WAY && wire[t] < UNDER_WAY + LAG -> wire[t]++ :: else fi
#else
  if :: wire[t] == UNDER_WAY + LAG -> wire[t] = NOTHING; rest(t) :: wire[t] >= UNDER_WAY && wire[t] < UNDER_WAY + LAG -> wire[t]++ :: else fi
#endif
}
#define grows(t) (age[t] < OLD || wire[t] >= UNDER_WAY)

/* To be settled: in doubt by record, by its age, or because its runner is gone. */
#define doubtful(t) \
  (standing[t] == IN_DOUBT || standing[t] == ABANDONED || (standing[t] == OPEN && (age[t] > GIVE_UP_BY || !atWork[t])))
#ifdef NO_WAIT
#define longAgo(t) true
#else
#define longAgo(t) (age[t] > WAITED)
#endif
#define settle(t) \
  :: d_step { doubtful(t) && wire[t] == MADE -> record(t, SAYS_VERDICT_CREATED) } \
  :: d_step { doubtful(t) && wire[t] == MADE -> record(t, SAYS_VERDICT_SENT_WITHOUT_ID) } \
  :: d_step { doubtful(t) && wire[t] != MADE && longAgo(t) -> record(t, SAYS_VERDICT_NOT_SENT) } \
  :: d_step { doubtful(t) && standing[t] != ABANDONED -> record(t, SAYS_VERDICT_ABANDONED) }

proctype World() {
  do
  serve(0) settle(0)
#if TRIES > 1
  serve(1) settle(1)
#endif
#if TRIES > 2
  serve(2) settle(2)
#endif
#if TRIES > 3
  serve(3) settle(3)
#endif
#if TRIES > 4
  serve(4) settle(4)
#endif
  /* The clock. */
  :: d_step {
       (grows(0) || grows(TRIES - 1)
#if TRIES > 2
         || grows(1)
#endif
#if TRIES > 3
         || grows(2)
#endif
#if TRIES > 4
         || grows(3)
#endif
       ) -> i = 0; do :: i < TRIES -> grow(i); i++ :: else -> break od; i = 0
     }
  /* The author asks for one send more. */
#if SENDS > 1
  :: d_step { asked[0] < SENDS -> asked[0]++ }
#endif
#if FAMILIES > 1 && SENDS > 1
  :: d_step { asked[1] < SENDS -> asked[1]++ }
#endif
#ifdef HALTS
  :: d_step { halts < HALTS -> halts++; halted = true; appended() }
#endif
  od
}

#ifndef ONLY_SENDS
/* Everything can be settled: with everybody gone and time passed, the truth told of each try leaves nothing open, and what is recorded as sent is what was sent. */
proctype End() {
  do
  :: d_step {
       (!atWork[0] && !atWork[TRIES - 1]
#if TRIES > 2
         && !atWork[1]
#endif
#if TRIES > 3
         && !atWork[2]
#endif
#if TRIES > 4
         && !atWork[3]
#endif
       ) -> last = 0;
       do
       :: last < tries ->
            age[last] = OLD;
            if :: wire[last] >= UNDER_WAY -> wire[last] = NOTHING :: else fi;
            if
            :: doubtful(last) && wire[last] == MADE -> record(last, SAYS_VERDICT_CREATED)
            :: doubtful(last) && wire[last] != MADE -> record(last, SAYS_VERDICT_NOT_SENT)
            :: else
            fi;
            assert(!isOpen(standing[last]) && standing[last] != ABANDONED);
            assert(isSettled(standing[last]) == (wire[last] == MADE || wire[last] == ELSEWHERE));
            last++
       :: else -> break
       od;
       last = 0
     }
  od
}
#endif

#ifdef HALTS
/* Lifts the halt that was shown, and no other. */
proctype Resumer() {
  byte saw;
  do
  :: d_step { halted -> saw = halts; stale[WORKERS] = false };
     if
     :: atomic { stale[WORKERS] -> skip }
#ifdef NO_COMPARE_IN_RESUME
     :: d_step { halted -> must(saw == halts); halted = false; appended() }
#else
     :: d_step { !stale[WORKERS] -> must(saw == halts); halted = false; appended() }
#endif
     fi;
     d_step { saw = 0; stale[WORKERS] = true }
  od
}
#endif

#ifdef ADOPTS
/* The first send was made elsewhere, and is recorded as that, unless it was taken here. */
proctype Adopter() {
  bool ok;
  do
  :: d_step { !adopted -> look(0, 1, ok); stale[WORKERS + 1] = false };
     atomic {
       if
#ifdef NO_GUARD_OF_ADOPT
       :: tries < TRIES ->
#else
       :: ok && !stale[WORKERS + 1] && tries < TRIES ->
#endif
            d_step {
              rightful(0, 1);
              family[tries] = 0; number[tries] = 1; standing[tries] = CREATED; wire[tries] = ELSEWHERE; tries++; adopted = true;
              sent[0]++; assert(sent[0] <= 1); appended()
            }
       :: skip
       fi
     };
     d_step { ok = false; stale[WORKERS + 1] = true }
  od
}
#endif

init {
  atomic {
    run Worker(0, 0);
#if RUNNERS > 1
    run Worker(1, 0);
#endif
#if RUNNERS > 2
    run Worker(2, 0);
#endif
#if FAMILIES > 1
    run Worker(RUNNERS, 1);
#endif
    run World();
#ifndef ONLY_SENDS
    run End();
#endif
#ifdef HALTS
    run Resumer();
#endif
#ifdef ADOPTS
    run Adopter();
#endif
  }
}
