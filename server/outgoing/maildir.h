// A Maildir: one file for each mail, new ones in `new`, seen ones in `cur`. Another program
// delivers into it; we read, and set aside what was seen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/outgoing/outgoing.h"

namespace expertise {

class Maildir : public MailReturns {
 public:
  static constexpr std::size_t mail_bytes = std::size_t{1} << 20;

  /// Throws std::runtime_error with a sentence for the operator when there is no Maildir at `path`
  /// that can be read and changed.
  explicit Maildir(const std::string& path);
  ~Maildir() override;
  Maildir(const Maildir&) = delete;
  Maildir& operator=(const Maildir&) = delete;

  std::vector<std::string> waiting(std::size_t most) override;
  std::optional<DeliveryReport> report(const std::string& name) override;
  /// Moves it to `cur`, marked as seen.
  void set_aside(const std::string& name) override;
  /// Nothing when it is gone, no regular file, or larger than `mail_bytes`. Follows no link.
  std::optional<std::string> read(const std::string& name) const;

 private:
  int new_ = -1;
  int cur_ = -1;
};

}  // namespace expertise
