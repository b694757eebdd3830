# Builds files of the tree into a program, so that it runs without them beside it.
#
#   embed_files(<target> <list> <file>...)
#
# adds to <target> a source that defines `std::span<const EmbeddedFile> expertise::<list>()`: the
# files in the order given. Run as a script (cmake -P) this file writes that source.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(embed_files target list)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded/${list}.cc)
    string(JOIN "|" files ${ARGN})
    add_custom_command(
      OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DOUTPUT=${output} "-DFILES=${files}" -P ${EMBED_SCRIPT}
      DEPENDS ${ARGN} ${EMBED_SCRIPT}
      VERBATIM)
    target_sources(${target} PRIVATE ${output})
  endfunction()
  return()
endif()

string(REPLACE "|" ";" FILES "${FILES}")
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  # Bytes as numbers: no length limit of string literals, nothing to escape.
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)"
         "\\1\n" bytes "${bytes}")
  string(MAKE_C_IDENTIFIER "file_${name}" symbol)
  string(APPEND arrays "constexpr unsigned char ${symbol}[] = {\n${bytes}0};\n")
  string(APPEND entries
         "    {\"${name}\", {reinterpret_cast<const char*>(${symbol}), sizeof ${symbol} - 1}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include <span>\n\n#include \"schema/embedded.h\"\n
namespace expertise {\nstd::span<const EmbeddedFile> ${LIST}();\nnamespace {\n${arrays}
const EmbeddedFile files[] = {\n${entries}};\n}  // namespace\n
std::span<const EmbeddedFile> ${LIST}() { return files; }\n}  // namespace expertise\n")
