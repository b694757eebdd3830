// The story that a demo tells: its steps, and the clock that is moved from one to the next. Only a
// pool of invented people has one. It knows no HTTP, and not where the steps are written.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "server/domain/people.h"
#include "server/pool/context.h"

namespace expertise {

/// An Env whose clock runs on from a moment of its own and can be moved ahead. Safe to use from
/// many threads at once.
class ShiftingEnv : public Env {
 public:
  /// It is `start` now. `world` gives the running of time and the random bytes; it must outlive
  /// this.
  ShiftingEnv(Env& world, Instant start) : world_(world), ahead_(start - world.now()) {}

  Instant now() override { return world_.now() + ahead_.load(); }
  void random(std::span<std::uint8_t> bytes) override { world_.random(bytes); }
  /// Moves the clock to `instant` where that lies ahead of it; it never goes back.
  void move_to(Instant instant);

 private:
  Env& world_;
  std::atomic<std::chrono::milliseconds> ahead_;
};

/// What somebody says in either language of the product.
struct InBoth {
  std::string nl;
  std::string en;

  const std::string& in(Language language) const { return language == Language::nl ? nl : en; }
};

/// One step of the story, as a person who shows it needs it.
struct StoryStep {
  std::string id;
  InBoth title;
  /// What to do.
  InBoth what;
  /// The sentence that asked for it, word for word, in Dutch; and where it stands.
  std::string caption;
  std::string source;
  /// The address of who does it.
  std::string account;
  /// Of the page in the web client where it is done.
  std::string path;
  /// What is typed; empty when nothing is. `fields` holds what a form asks besides, by the names of
  /// the API.
  std::string text;
  std::vector<std::pair<std::string, std::string>> fields;
  /// When it happens.
  Instant moment;
};

/// Safe to use from many threads at once.
class DemoStory {
 public:
  /// Furthest that the clock is moved at once.
  static constexpr std::chrono::days leap_most{60};

  /// `context.env` must be `clock`. Everybody of the demo signs on with `password`.
  DemoStory(Context context, ShiftingEnv& clock, std::vector<StoryStep> steps,
            std::string password);

  /// In the order of the story.
  const std::vector<StoryStep>& steps() const { return steps_; }
  const std::string& password() const { return password_; }
  Instant now() const { return clock_.now(); }

  /// Moves the clock ahead; gives the moment it is then. What time brings has been done before this
  /// returns, each thing at about its own moment, and nobody's session has ended by the leap.
  /// Refused at `/to`: `clock_goes_forward` for a moment that has passed, `leap_too_far`.
  Instant move_clock(Instant to);

 private:
  void take_sessions_along(std::chrono::milliseconds leap);

  Context context_;
  ShiftingEnv& clock_;
  std::vector<StoryStep> steps_;
  std::string password_;
  std::mutex moving_;
};

}  // namespace expertise
