// CaseText is the only type that holds what people wrote about a case: named parts of UTF-8 text.
// It is ciphertext at rest; the store opens it, and only while recording who reads it. It cannot be
// printed, compared with or turned into a string by accident.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "server/domain/event.h"

namespace expertise {

class CaseText {
 public:
  using Parts = std::map<std::string, std::string, std::less<>>;

  CaseText() = default;
  explicit CaseText(Parts parts) : parts_(std::move(parts)) {}

  /// One text, under the name `text`.
  static CaseText of(std::string text) { return CaseText(Parts{{"text", std::move(text)}}); }

  /// The part of that name; empty when there is none.
  std::string_view part(std::string_view name) const {
    auto found = parts_.find(name);
    return found == parts_.end() ? std::string_view() : std::string_view(found->second);
  }
  const Parts& parts() const { return parts_; }
  bool empty() const { return parts_.empty(); }

  /// A reversible encoding for encryption; never for people. Throws std::runtime_error on bytes
  /// that encode() did not make.
  Bytes encode() const;
  static CaseText decode(const Bytes& bytes);

 private:
  Parts parts_;
};

}  // namespace expertise
