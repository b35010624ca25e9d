#pragma once
// The error codes of this room.

#include "kjede/base/diagnostic.hpp"

namespace kjede::server::codes {

using base::Code;

inline constexpr Code bad_request{"KJ1501", "request that cannot be read",
                                  "The request line, a header, the query or the body is not what HTTP or the API asks "
                                  "for. The message says which."};
inline constexpr Code not_found{"KJ1502", "nothing here",
                                "There is nothing at this address, or you may not see it: the answer is the same."};
inline constexpr Code wrong_method{"KJ1503", "method that is not offered here",
                                   "The address exists, but not for this method; the header Allow names those it has."};
inline constexpr Code too_large{"KJ1504", "request that is too large",
                                "The body, the request line or the headers exceed the limit of this address."};
inline constexpr Code unknown_parameter{"KJ1505", "unknown parameter in the query",
                                        "The address has no such parameter, or its value cannot be read."};
inline constexpr Code busy{"KJ1506", "too much at once",
                           "The server has as much to do as it may take on. Try again in a moment."};
inline constexpr Code bad_token{"KJ1507", "request that does not come from the site",
                                "An unsafe method needs the CSRF token of the session in X-CSRF-Token, and an Origin "
                                "that is the site's own."};
inline constexpr Code cannot_listen{"KJ1508", "cannot listen at this address",
                                    "The port is taken, or the address is not this machine's, or you may not use it."};
inline constexpr Code failed{"KJ1509", "the server could not answer",
                             "Something inside failed. Nothing was half done; what was asked may be asked again."};
inline constexpr Code bad_body{"KJ1510", "body that does not fit",
                               "The JSON of the request lacks a member, has one of the wrong kind, or one that is not "
                               "known."};
inline constexpr Code stale{"KJ1511", "somebody was quicker",
                            "What you changed has been changed since you read it. Both versions come back; decide."};

inline constexpr Code oidc_settings{"KJ1512", "identity provider that is not set up",
                                    "The provider's file lacks something, or does not fit what the provider says of "
                                    "itself. The message says what."};
inline constexpr Code oidc_unreachable{"KJ1513", "identity provider that does not answer",
                                       "It could not be reached, or answered with something that cannot be used. "
                                       "Local accounts are not touched by this."};
inline constexpr Code oidc_refused{"KJ1514", "log-in that the identity provider refuses",
                                   "It does not know the person, the person said no, or the code was used before."};
inline constexpr Code oidc_state{"KJ1515", "log-in that was not begun here",
                                 "The answer of the provider does not belong to a log-in that this browser began in "
                                 "the last ten minutes. Begin again."};
inline constexpr Code oidc_token{"KJ1516", "ID token that does not hold",
                                 "Signature, issuer, audience, time or nonce of the provider's ID token is wrong. "
                                 "Nobody was logged in."};
inline constexpr Code tls_files{"KJ1517", "certificate or key that cannot be used",
                                "The file cannot be read, is no PEM, or the key does not belong to the certificate."};

inline constexpr const Code* all[] = {
    &bad_request, &not_found,     &wrong_method,     &too_large,    &unknown_parameter,
    &busy,        &bad_token,     &cannot_listen,    &failed,       &bad_body,
    &stale,       &oidc_settings, &oidc_unreachable, &oidc_refused, &oidc_state,
    &oidc_token,  &tls_files};

}  // namespace kjede::server::codes
