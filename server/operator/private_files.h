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

/// Adds to the end, making the file when it is not there. Throws std::runtime_error.
void append_to_private_file(const std::filesystem::path& path, std::string_view content);

/// Gives a file another name, in place of what has it. What had it is overwritten with zeros before
/// it goes. Throws std::runtime_error.
void replace_and_overwrite(const std::filesystem::path& from, const std::filesystem::path& to);

/// Overwrites with zeros, and removes. Throws std::runtime_error when it is still there.
void overwrite_and_remove(const std::filesystem::path& path);

}  // namespace expertise
