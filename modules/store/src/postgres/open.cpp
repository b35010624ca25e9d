#include "../adapters.hpp"
#include "kjede/store/codes.hpp"
namespace kjede::store::postgres {
base::Result<std::unique_ptr<Database>> open(const std::string&, Mode) { return base::fail(codes::unreachable, "not built yet"); }
}
