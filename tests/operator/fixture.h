// What the tests of the operator's side stand on: a product in a directory of its own, and a
// command with what it wrote.
#pragma once

#include <sstream>
#include <string>

#include "server/operator/command.h"
#include "tests/fake_env.h"
#include "tests/pool/fixture.h"

namespace expertise {

struct Done {
  int status = 0;
  std::string out;
  std::string err;
};

struct OperatorFixture {
  FakeEnv env;
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  std::unique_ptr<Ownership> ownership = Ownership::take(data);
  Product product{data, env};

  Done carry_out(const Command& command, const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    int status = expertise::carry_out(product, command, {in, out, err});
    return {status, out.str(), err.str()};
  }
};

}  // namespace expertise
