// Writing one topic in a transaction, with its event: shared by the use cases of one topic and by
// the reading of whole files. It judges no rights and no input.
#pragma once

#include "server/domain/actor.h"
#include "server/pool/living_topics.h"

namespace expertise {

/// The topic with the name that it had among its synonyms when it gets another, so that who wrote
/// that name is found still; unless another topic of `topics` has the name.
search::Topic keeping_name(search::Topic topic, const LivingTopic* before,
                           const LivingTopics& topics);

/// Writes what `after` differs in from the topic that comes with the product, and the event that
/// tells what was changed of `before`; nothing when there is no change. Without `before` it is new.
/// Gives what was changed; the caller commits.
Details write_topic(Txn& txn, const Actor& actor, Instant now, const LivingTopic* before,
                    const search::Topic& after, bool retired);

/// The edit that makes `after` of the topic that comes with the product.
TopicEdit edit_of(const Actor& actor, Instant now, const LivingTopic* before,
                  const search::Topic& after, bool retired);

}  // namespace expertise
