// The vocabulary as it is now: the topics that come with the product with what people made of them.
// A value that does not change; made anew after a change. It judges no rights and no input.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/vocabulary.h"
#include "server/store/store.h"

namespace expertise {

struct LivingTopic {
  /// Names near and broader topics by code; names that nobody carries are left out.
  search::Topic topic;
  /// The topic that comes with the product, in the same form; without a term when there is none.
  search::Topic seed;
  std::int64_t revision = 1;
  bool retired = false;
  /// Nothing when nobody changed it.
  std::optional<Instant> changed_at;
  std::optional<UserId> changed_by;

  bool of_product() const { return !seed.term.empty(); }
};

class LivingTopics {
 public:
  /// A topic that the product no longer brings, and of which only differences are known, is left
  /// out.
  LivingTopics(const search::Vocabulary& seed, const std::vector<TopicEdit>& edits);

  /// Retired ones too: those of the product in its order, then the others in order of code.
  const std::vector<LivingTopic>& all() const { return topics_; }
  /// The same in order of term, as people read it.
  const std::vector<const LivingTopic*>& by_term() const { return by_term_; }

  const LivingTopic* find(std::string_view code) const;
  /// The topic whose code or term this is, else one with that synonym; those in use before retired
  /// ones.
  const LivingTopic* named(std::string_view words) const;
  /// A topic in use, of another code than `but`, with this term or synonym; or null.
  const LivingTopic* owner_of(std::string_view name, std::string_view but) const;
  /// The same for a name of one word of which `name`, one word too, is a form, or that is a form of
  /// it: "schulden", "schuld"; not "verkering", "verkeer" (search::is_form_of).
  const LivingTopic* owner_of_form(std::string_view name, std::string_view but) const;
  /// The topics in use right below this one, in order of term.
  const std::vector<const LivingTopic*>& narrower(std::string_view code) const;
  /// Whether what stands above `topic` leads back to it.
  bool is_in_circle(const search::Topic& topic) const;

  /// What search works with: the topics in use. What `former` has the same is not made again.
  std::shared_ptr<const search::Vocabulary> vocabulary(const search::Vocabulary& former) const;

 private:
  void resolve(const std::string& own, std::vector<std::string>& references) const;
  void add_names();
  void link();

  std::vector<LivingTopic> topics_;
  std::unordered_map<std::string, std::size_t> by_code_;
  std::unordered_multimap<std::string, std::size_t> terms_;     // folded
  std::unordered_multimap<std::string, std::size_t> synonyms_;  // folded
  std::vector<const LivingTopic*> by_term_;
  /// Names of one word by stem; made when first asked for.
  struct NameOfOneWord {
    std::string folded;
    std::size_t topic = 0;
  };
  struct Forms {
    std::once_flag once;
    std::unordered_multimap<std::string, NameOfOneWord> names;
  };
  std::shared_ptr<Forms> forms_ = std::make_shared<Forms>();
  std::unordered_map<std::string, std::vector<const LivingTopic*>> narrower_;
};

}  // namespace expertise
