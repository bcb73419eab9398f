/** The word by which a shell asks what can be typed. It stands in no help. */
export const asks = '__complete'

/** Lines of the answer by which the shell is told to offer files or folders of its own. */
export const shellOffers = {files: ':files', folders: ':folders'} as const

/** Shells for which there is a script. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/**
 * The scripts, by shell. None of them knows a command or a flag: each asks the program, `fieldwork __complete -- WORD…`, the last word being the one
 * under the cursor. The answer is a candidate a line, with a description after a tab. Nothing of it is ever run by the shell.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of fieldwork for bash. To have it now: source <(fieldwork completion bash)
_fieldwork() {
  local rest=\${COMP_LINE:0:COMP_POINT} program=\${COMP_WORDS[0]} words=() word line cut i
  # bash cuts words at @, = and :, of which addresses and flags have some: what no blank parts is one word.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((i == 0)) || [[ $rest == [[:space:]]* ]]; then
      rest=\${rest#"\${rest%%[![:space:]]*}"}
      words+=("")
    fi
    ((i == COMP_CWORD)) && word=$rest
    words[\${#words[@]}-1]+=$word
    rest=\${rest#"$word"}
  done
  word=\${words[\${#words[@]}-1]}
  # What bash puts in takes the place of what stands behind the last of these; an @ is taken with it. In quotes they part nothing.
  cut=""
  case $word in
    [\\'\\"]*) word=\${word:1} ;;
    *)
      for ((i = \${#word}; i > 0; i--)); do
        if [[ $COMP_WORDBREAKS == *"\${word:i-1:1}"* ]]; then
          [[ \${word:i-1:1} == @ ]] && ((i--))
          cut=\${word:0:i}
          break
        fi
      done
      ;;
  esac
  words[\${#words[@]}-1]=$word
  type -P -- "$program" >/dev/null || program=fieldwork
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      ${shellOffers.files})
        # Without compopt (before bash 4) names with blanks come as they are.
        compopt -o default 2>/dev/null || while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word")
        ;;
      ${shellOffers.folders})
        compopt -o dirnames 2>/dev/null || while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$word")
        ;;
      *)
        line=\${line%%$'\\t'*}
        COMPREPLY+=("\${line#"$cut"}")
        ;;
    esac
  done < <("$program" ${asks} -- "\${words[@]:1}" 2>/dev/null </dev/null)
}
complete -F _fieldwork fieldwork
`,
  zsh: `#compdef fieldwork
# Completion of fieldwork for zsh. To have it now: source <(fieldwork completion zsh)
_fieldwork() {
  local line program=\${(Q)words[1]}
  local -a typed found
  typed=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
  whence -p -- "$program" >/dev/null || program=fieldwork
  while IFS= read -r line; do
    case $line in
      ${shellOffers.files}) _files ;;
      ${shellOffers.folders}) _files -/ ;;
      *$'\\t'*) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      ?*) found+=("\${line//:/\\\\:}") ;;
    esac
  done < <("$program" ${asks} -- "\${typed[@]}" 2>/dev/null </dev/null)
  (( \${#found} )) && _describe -V 'fieldwork' found
}
if [[ $funcstack[1] == _fieldwork ]]; then
  _fieldwork "$@"
elif (( $+functions[compdef] )); then
  compdef _fieldwork fieldwork
fi
`,
  fish: `# Completion of fieldwork for fish. To have it now: fieldwork completion fish | source
function __fieldwork_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string replace -r '^["\\']' '')
    set -l program $words[1]
    type -q -- $program; or set program fieldwork
    set -e words[1]
    for line in ($program ${asks} -- $words "$current" 2>/dev/null </dev/null)
        switch $line
            case ${shellOffers.files}
                __fish_complete_path "$current"
            case ${shellOffers.folders}
                __fish_complete_directories "$current"
            case '*'
                printf '%s\\n' $line
        end
    end
end
complete -c fieldwork -f -a '(__fieldwork_complete)'
`,
}
