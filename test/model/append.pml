/*
 * Compare-and-set over a plain file that can only be appended to (docs/sending.md), as a model that spin explores whole; limits in docs/model.md.
 * A writer looks whether the file ends with a whole line, appends its record behind the last one that it knows, and reads back from the old end:
 * the first whole record that stands on the same one has won. A write may be cut off in the middle by a crash; what is appended to a piece is glued
 * to it. A name in capitals that begins with NO_ takes one safeguard out.
 */
#ifndef WRITERS
#define WRITERS 2
#endif
#ifndef LINES
#define LINES 5
#endif

#define WHOLE 1
#define PIECE 2  /* the end of the file, without a newline */
#define GLUED 3  /* to a piece: unreadable, both */

byte form[LINES];
byte sum[LINES];
byte prev[LINES];
byte lines = 0;
byte sums = 0;
bool won[LINES + 1]; /* by sum: its writer was told that it counts */
bool beaten[LINES + 1]; /* by sum: its writer was told that it doesn't */

byte i;
byte top;
byte known;

/* The journal in the file: of the records that stand on the same one the first. It ends at the first unreadable line. */
inline walk() {
  top = 0; known = 0; i = 0;
  do
  :: i < lines && form[i] == WHOLE -> if :: prev[i] == top -> top = sum[i] :: else fi; i++; known = i
  :: else -> break
  od;
  i = 0
}

/* What a writer was told is true for every reader, now and ever after. */
inline agreed() {
  top = 0; i = 0;
  do
  :: i < lines && form[i] == WHOLE ->
       if :: prev[i] == top -> top = sum[i]; assert(!beaten[sum[i]]) :: else -> assert(!won[sum[i]]) fi;
       i++
  :: else -> break
  od;
  do :: i < lines -> assert(form[i] != WHOLE || !won[sum[i]]); i++ :: else -> break od;
  i = 0; top = 0
}

proctype Writer() {
  byte head, end, at, found;
start:
  atomic { true -> d_step { walk(); head = top; end = known; at = 0; found = 0; top = 0; known = 0 } };
  /* An unreadable line is exit 7, a piece at the end too. */
  if :: end < lines -> goto start :: end == lines fi;
writing:
  atomic {
    if
    :: goto start
    :: lines > 0 && form[lines - 1] == PIECE -> goto start
    :: lines == 0 || form[lines - 1] != PIECE
    fi
  };
  atomic {
    if
    :: goto start
    :: lines < LINES ->
         d_step {
           form[lines] = (lines > 0 && form[lines - 1] == PIECE -> GLUED : WHOLE);
           sums++; sum[lines] = sums; prev[lines] = head; at = lines; lines++;
           if :: form[at] == GLUED -> sum[at] = 0; sums--  :: else fi;
           agreed()
         }
    :: d_step { lines < LINES -> form[lines] = PIECE; lines++ }; goto start
    fi
  };
  /* Reading back, from the old end up to the own record. */
  atomic {
    if
    :: goto start
#ifndef NO_LOOK_AT_PIECES
    :: form[at] != WHOLE -> goto start
    :: form[at] == WHOLE ->
#else
    :: true ->
#endif
         d_step {
           i = end; found = 0;
#ifdef NO_READ_BACK
           i = at;
#endif
           do
           :: i < at ->
                if
                :: form[i] == WHOLE && prev[i] == head && found == 0 -> found = 1
#ifndef NO_LOOK_AT_PIECES
                :: form[i] != WHOLE -> found = 2
#endif
                :: else
                fi;
                i++
           :: else -> break
           od;
           i = 0
         }
    fi;
    if
    :: found == 2 -> goto start
    :: found == 1 -> d_step { beaten[sum[at]] = true; agreed() }; goto start
    :: found == 0 -> d_step { won[sum[at]] = true; assert(form[at] == WHOLE); agreed(); head = sum[at]; end = at + 1; at = 0 }; goto writing
    fi
  }
}

init {
  atomic {
    run Writer(); run Writer()
#if WRITERS > 2
    ; run Writer()
#endif
  }
}
