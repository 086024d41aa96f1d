package io.hearsay.membership.phi;

/** The tail that intervals are taken to have. */
public enum PhiForm {
    /** Normal, with the window's mean and variance (the paper). Falls off fast: a long pause is damning. */
    NORMAL {
        @Override
        double phi(double elapsed, double mean, double sigma) {
            return PhiLaws.normal(elapsed, mean, sigma);
        }
    },
    /** Exponential with the window's mean (Cassandra): no variance is needed, and silence weighs in proportion. */
    EXPONENTIAL {
        @Override
        double phi(double elapsed, double mean, double sigma) {
            return PhiLaws.exponential(elapsed, mean);
        }
    },
    /** A cheap approximation of the normal one (Akka); it parts from it in the far tail. */
    LOGISTIC {
        @Override
        double phi(double elapsed, double mean, double sigma) {
            return PhiLaws.logistic(elapsed, mean, sigma);
        }
    };

    /** How suspicious a silence is; all three in one unit. */
    abstract double phi(double elapsed, double mean, double sigma);
}
