#include "server/store/case_text.h"

#include <stdexcept>

namespace expertise {

namespace {

void put_text(std::string_view text, Bytes& into) {
  auto size = static_cast<std::uint32_t>(text.size());
  for (int shift = 0; shift < 32; shift += 8) {
    into.push_back(static_cast<std::uint8_t>(size >> shift));
  }
  into.insert(into.end(), text.begin(), text.end());
}

// Takes one text from `at`, which moves past it.
std::string take_text(const Bytes& bytes, std::size_t& at) {
  if (bytes.size() - at < 4) throw std::runtime_error("case text is cut short");
  std::size_t size = 0;
  for (int shift = 0; shift < 32; shift += 8) size |= std::size_t(bytes[at++]) << shift;
  if (bytes.size() - at < size) throw std::runtime_error("case text is cut short");
  auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  at += size;
  return std::string(from, from + static_cast<std::ptrdiff_t>(size));
}

}  // namespace

Bytes CaseText::encode() const {
  std::size_t size = 0;
  for (const auto& [name, text] : parts_) size += 8 + name.size() + text.size();
  Bytes bytes;
  bytes.reserve(size);  // never moved, so that the one copy can be wiped
  for (const auto& [name, text] : parts_) {
    put_text(name, bytes);
    put_text(text, bytes);
  }
  return bytes;
}

CaseText CaseText::decode(const Bytes& bytes) {
  Parts parts;
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::string name = take_text(bytes, at);
    std::string text = take_text(bytes, at);
    if (!parts.emplace(std::move(name), std::move(text)).second) {
      throw std::runtime_error("case text has a part twice");
    }
  }
  return CaseText(std::move(parts));
}

}  // namespace expertise
