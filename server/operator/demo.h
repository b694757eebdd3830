// Makes a pool with evidently invented people, through the same use cases that people use, with a
// clock that runs from some months ago to this moment. Nothing of it is written past the rules.
#pragma once

#include <ostream>

#include "server/operator/demo_data.h"
#include "server/operator/product.h"

namespace expertise {

/// Makes the demo pool in `directory`, whole or not at all (it is built beside and renamed), and
/// writes the addresses and the password of its people to `out` and into accounts.txt there. Gives
/// the exit status: 1 when there is a pool already.
int make_demo_pool(const DataDirectory& directory, Env& env, std::ostream& out,
                   std::ostream& progress, Story story = Story::told);

}  // namespace expertise
