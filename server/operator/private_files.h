// Small files that only their owner reads, on the disk with their name when a call returns.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace expertise {

/// Writes the file whole, beside and by renaming, in place of what is there. Throws
/// std::runtime_error with a sentence for the operator; then what was there is there still.
void write_private_file(const std::filesystem::path& path, std::string_view content);

/// A key in a file of exactly 32 bytes; `which` names it in the std::runtime_error that is thrown
/// when it is no such file.
std::array<std::uint8_t, 32> read_private_key(const std::filesystem::path& path,
                                              const std::string& which);

/// The first line of a file. `which` names it in the std::runtime_error that is thrown when the
/// file cannot be read or begins with an empty line.
std::string read_secret(const std::filesystem::path& path, const std::string& which);

/// Adds whole lines to the end, making the file when it is not there; a last line that was not
/// written whole goes. Throws std::runtime_error; then nothing was added.
void append_to_private_file(const std::filesystem::path& path, std::string_view lines);

/// Throws std::runtime_error when this file, which is there, cannot be written.
void must_be_writable(const std::filesystem::path& path);

/// Gives a file another name, in place of what has it. What had it is overwritten with zeros before
/// it goes; false when that could not be done. Throws std::runtime_error when the name cannot be
/// given.
bool replace_and_overwrite(const std::filesystem::path& from, const std::filesystem::path& to);

/// Overwrites with zeros, and removes. Throws std::runtime_error when it is still there.
void overwrite_and_remove(const std::filesystem::path& path);

/// Where what will be this folder is made until it is whole: beside it, under a name that nobody
/// gives by himself.
std::filesystem::path unfinished_beside(const std::filesystem::path& folder);

/// Removes everything in the folder but this one file.
void empty_folder(const std::filesystem::path& folder, const std::filesystem::path& kept);

}  // namespace expertise
